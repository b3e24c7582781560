//! SHA-256 (FIPS 180-4), to derive ticket keys from idempotency keys. The platform's `crypto.subtle` is missing in pages
//! without TLS, and is asynchronous.

const ROUND: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

const INITIAL: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/// Returns the first 128 bits of a text's SHA-256.
pub fn sha256(text: &str) -> u128 {
    let mut message = text.as_bytes().to_vec();
    let bits = message.len() as u64 * 8;
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(bits.to_be_bytes());
    let hash = message.as_chunks().0.iter().fold(INITIAL, compress);
    hash.iter().take(4).fold(0, |bits, word| (bits << 32) + u128::from(*word))
}

fn compress(hash: [u32; 8], block: &[u8; 64]) -> [u32; 8] {
    // The last 16 words of the message schedule: new words depend on no others.
    let mut schedule = [0u32; 16];
    for (word, bytes) in schedule.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = hash;
    for constant in ROUND {
        let [word, next, .., before_last, _] = schedule;
        let [.., ninth, _, _, _, _, _, _] = schedule;
        let choice = g ^ e & (f ^ g);
        let big = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let one = h.wrapping_add(big).wrapping_add(choice).wrapping_add(constant).wrapping_add(word);
        let majority = b ^ (a ^ b) & (b ^ c);
        let two = (a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22)).wrapping_add(majority);
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(two));

        let first = next.rotate_right(7) ^ next.rotate_right(18) ^ next >> 3;
        let second = before_last.rotate_right(17) ^ before_last.rotate_right(19) ^ before_last >> 10;
        let word = word.wrapping_add(first).wrapping_add(ninth).wrapping_add(second);
        schedule.rotate_left(1);
        if let Some(last) = schedule.last_mut() {
            *last = word;
        }
    }
    let mut sum = hash;
    for (word, added) in sum.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(added);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_hashes_of_the_standard() {
        // FIPS 180-4 examples, and NIST's vectors for block boundaries.
        for (text, hash) in [
            ("".to_owned(), 0xe3b0c442_98fc1c14_9afbf4c8_996fb924),
            ("abc".into(), 0xba7816bf_8f01cfea_414140de_5dae2223),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".into(),
                0x248d6a61_d20638b8_e5c02693_0c3e6039,
            ),
            ("a".repeat(1_000_000), 0xcdc76e5c_9914fb92_81a1c7e2_84d73e67),
        ] {
            assert_eq!(sha256(&text), hash, "{} bytes", text.len());
        }
    }
}
