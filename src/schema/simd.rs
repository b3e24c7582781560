//! Finds the end of a run of plain characters, sixteen bytes at a time.

#![allow(unsafe_code, reason = "SIMD loads take a pointer")]

/// Returns the index of the first quote, backslash or control character at or after `from`, or the length of the text.
#[inline(always)]
pub fn plain(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let mask = special(block);
        if mask != 0 {
            return at + mask.trailing_zeros() as usize;
        }
        at += 16;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| is_special(*byte)).unwrap_or(tail.len())
}

fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Returns a mask of the bytes of a block that are not ASCII. The lowest bit is the first byte.
#[inline(always)]
pub fn wide(block: &[u8; 16]) -> u32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        use core::arch::wasm32::{u8x16_bitmask, v128_load};
        // SAFETY: the pointer comes from a reference to 16 bytes, and `v128_load` requires no alignment.
        u32::from(u8x16_bitmask(unsafe { v128_load(block.as_ptr().cast()) }))
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    block.iter().rev().fold(0, |mask, byte| mask << 1 | u32::from(*byte >= 0x80))
}

/// Returns a mask of the special bytes of a block. The lowest bit is the first byte.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn special(block: &[u8; 16]) -> u32 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, v128_load, v128_or};
    // SAFETY: the pointer comes from a reference to 16 bytes, and `v128_load` requires no alignment.
    let lanes = unsafe { v128_load(block.as_ptr().cast()) };
    let quote = u8x16_eq(lanes, u8x16_splat(b'"'));
    let backslash = u8x16_eq(lanes, u8x16_splat(b'\\'));
    let control = u8x16_lt(lanes, u8x16_splat(0x20));
    u32::from(u8x16_bitmask(v128_or(v128_or(quote, backslash), control)))
}

/// Returns a mask of the special bytes of a block. The lowest bit is the first byte.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline(always)]
fn special(block: &[u8; 16]) -> u32 {
    use core::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: the pointer comes from a reference to 16 bytes, `loadu` requires no alignment, and the `cfg` above
    // guarantees SSE2.
    unsafe {
        let lanes = _mm_loadu_si128(block.as_ptr().cast());
        let quote = _mm_cmpeq_epi8(lanes, _mm_set1_epi8(b'"' as i8));
        let backslash = _mm_cmpeq_epi8(lanes, _mm_set1_epi8(b'\\' as i8));
        let control = _mm_cmpeq_epi8(_mm_min_epu8(lanes, _mm_set1_epi8(0x1F)), lanes);
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control)) as u32
    }
}

/// Returns a mask of the special bytes of a block. The lowest bit is the first byte.
#[cfg(not(any(
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(target_arch = "x86_64", target_feature = "sse2")
)))]
fn special(block: &[u8; 16]) -> u32 {
    block.iter().rev().fold(0, |mask, byte| mask << 1 | u32::from(is_special(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_byte_is_found_at_every_place() {
        for special in 0..=255u8 {
            for length in 0..40 {
                for place in 0..length {
                    let mut bytes = vec![b'x'; length];
                    bytes[place] = special;
                    let expected = if is_special(special) { place } else { length };
                    assert_eq!(plain(&bytes, 0), expected, "byte {special} at {place} of {length}");
                }
            }
        }
    }

    #[test]
    fn a_start_behind_the_end_finds_the_start() {
        assert_eq!(plain(b"abc", 3), 3);
        assert_eq!(plain(b"abc", 7), 7);
    }
}
