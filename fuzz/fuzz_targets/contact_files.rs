#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| seax_dialer_fuzz::contact_files(bytes));
