//! Encryption of fixtures, by lopdf.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

/// A cipher of the standard security handler, with its passwords (ISO 32000-2, 7.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    cipher: Cipher,
    user: &'static str,
    owner: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cipher {
    Rc4With40Bits,
    Rc4With128Bits,
    Aes128,
    Aes256,
}

impl Lock {
    /// Every cipher there is, with this user password; the owner's is `owner`.
    pub fn all(user: &'static str) -> [Self; 4] {
        [Cipher::Rc4With40Bits, Cipher::Rc4With128Bits, Cipher::Aes128, Cipher::Aes256].map(|cipher| Self {
            cipher,
            user,
            owner: "owner",
        })
    }

    /// AES with 256 bits and this user password.
    pub fn aes_256(user: &'static str) -> Self {
        Self::all(user)[3]
    }

    pub(crate) fn apply_to(self, document: &mut Document) {
        let (user_password, owner_password) = (self.user, self.owner);
        let permissions = Permissions::all();
        let name = b"StdCF".to_vec();
        let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
        let key = [7; 32];
        let version = match self.cipher {
            Cipher::Rc4With40Bits => EncryptionVersion::V1 { document, owner_password, user_password, permissions },
            Cipher::Rc4With128Bits => {
                EncryptionVersion::V2 { document, owner_password, user_password, key_length: 128, permissions }
            }
            Cipher::Aes128 => EncryptionVersion::V4 {
                document,
                encrypt_metadata: true,
                crypt_filters: filters(Arc::new(Aes128CryptFilter)),
                stream_filter: name.clone(),
                string_filter: name,
                owner_password,
                user_password,
                permissions,
            },
            Cipher::Aes256 => EncryptionVersion::V5 {
                encrypt_metadata: true,
                crypt_filters: filters(Arc::new(Aes256CryptFilter)),
                file_encryption_key: &key,
                stream_filter: name.clone(),
                string_filter: name,
                owner_password,
                user_password,
                permissions,
            },
        };
        let state = EncryptionState::try_from(version).expect("the passwords can be used");
        document.encrypt(&state).expect("a fixture can be encrypted");
    }
}
