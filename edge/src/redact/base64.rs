//! Encodes a key as it appears inside of base64.

/// The alphabet of base64 (RFC 4648). The two characters in which that of base64url differs are matched as the same.
const BASE64: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Returns the characters that encode `bytes` in a base64 text where `offset` bytes precede them (modulo 3), without those that
/// also depend on the neighboring bytes.
pub fn base64(bytes: &[u8], offset: usize) -> Vec<u8> {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let skipped = (6 - offset * 8 % 6) % 6;
    let (mut text, mut value, mut count) = (Vec::new(), 0usize, 0);
    for bit in bits.skip(skipped) {
        (value, count) = (value << 1 | usize::from(bit), count + 1);
        if count == 6 {
            text.extend(BASE64.get(value));
            (value, count) = (0, 0);
        }
    }
    text
}
