//! A key as it stands inside of base64.

/// The alphabet of base64 (RFC 4648). That of base64url differs in two characters, which are searched for as the same.
const BASE64: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// The characters that the bytes have in a base64 text where `offset` bytes stand before them (modulo 3), without those that
/// also depend on what stands around.
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
