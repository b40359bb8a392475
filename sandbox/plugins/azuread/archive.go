package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"hash"
)

// archive is what a PKCS#12 file holds: one certificate and its RSA key.
type archive struct {
	certificate *x509.Certificate
	key         *rsa.PrivateKey
}

var (
	oidData        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidEncrypted   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 6}
	oidKeyBag      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 1}
	oidShroudedBag = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 2}
	oidCertBag     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 3}
	oidPBES2       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidHMACSHA256  = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidAES         = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1} // 2, 22, 42: AES-CBC with 128, 192, 256 bits
)

var (
	errWrongPassword = errors.New("pkcs12: decryption password incorrect")
	errOldCipher     = errors.New("the stand-in for the azuread plugin reads only archives encrypted with AES (PBES2), as OpenSSL 3 makes them")
)

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"tag:0,explicit,optional"`
}

type safeBag struct {
	Type       asn1.ObjectIdentifier
	Value      asn1.RawValue   `asn1:"tag:0,explicit"`
	Attributes []asn1.RawValue `asn1:"set,optional"`
}

// openArchive reads a PKCS#12 file (RFC 7292), encrypted with PBES2 (RFC 8018) or not at all. It does not verify the
// MAC: a wrong password shows in the padding.
func openArchive(content []byte, password string) (*archive, error) {
	var outer struct {
		Version int
		Safe    contentInfo
		MAC     asn1.RawValue `asn1:"optional"`
	}
	var packed []byte
	var parts []contentInfo
	if _, err := asn1.Unmarshal(content, &outer); err != nil {
		return nil, fmt.Errorf("pkcs12: error reading P12 data: %w", err)
	}
	if _, err := asn1.Unmarshal(outer.Safe.Content.Bytes, &packed); err != nil {
		return nil, err
	}
	if _, err := asn1.Unmarshal(packed, &parts); err != nil {
		return nil, err
	}
	found := &archive{}
	for _, part := range parts {
		inside, err := openPart(part, password)
		if err != nil {
			return nil, err
		}
		var bags []safeBag
		if _, err := asn1.Unmarshal(inside, &bags); err != nil {
			return nil, errWrongPassword
		}
		for _, bag := range bags {
			if err := found.take(bag, password); err != nil {
				return nil, err
			}
		}
	}
	if found.certificate == nil || found.key == nil {
		return nil, errors.New("pkcs12: certificate or private key missing")
	}
	return found, nil
}

func openPart(part contentInfo, password string) ([]byte, error) {
	switch {
	case part.Type.Equal(oidData):
		var inside []byte
		_, err := asn1.Unmarshal(part.Content.Bytes, &inside)
		return inside, err
	case part.Type.Equal(oidEncrypted):
		var sealed struct {
			Version int
			Info    struct {
				Type      asn1.ObjectIdentifier
				Algorithm pkix.AlgorithmIdentifier
				Content   []byte `asn1:"tag:0,optional"`
			}
		}
		if _, err := asn1.Unmarshal(part.Content.Bytes, &sealed); err != nil {
			return nil, err
		}
		return decrypt(sealed.Info.Algorithm, sealed.Info.Content, password)
	}
	return nil, fmt.Errorf("pkcs12: content of type %v", part.Type)
}

// take keeps the first certificate and the key; other certificates are the issuers' and not needed to sign in.
func (a *archive) take(bag safeBag, password string) error {
	encoded := bag.Value.Bytes
	switch {
	case bag.Type.Equal(oidCertBag):
		var wrapped struct {
			Type    asn1.ObjectIdentifier
			Content []byte `asn1:"tag:0,explicit"`
		}
		if _, err := asn1.Unmarshal(encoded, &wrapped); err != nil {
			return err
		}
		certificate, err := x509.ParseCertificate(wrapped.Content)
		if err == nil && a.certificate == nil {
			a.certificate = certificate
		}
		return err
	case bag.Type.Equal(oidShroudedBag):
		var sealed struct {
			Algorithm pkix.AlgorithmIdentifier
			Content   []byte
		}
		if _, err := asn1.Unmarshal(encoded, &sealed); err != nil {
			return err
		}
		var err error
		if encoded, err = decrypt(sealed.Algorithm, sealed.Content, password); err != nil {
			return err
		}
	case !bag.Type.Equal(oidKeyBag):
		return nil
	}
	key, err := x509.ParsePKCS8PrivateKey(encoded)
	if err != nil {
		return errWrongPassword
	}
	signer, ok := key.(*rsa.PrivateKey)
	if !ok {
		return fmt.Errorf("unrecognized/unsupported key type: %T", key)
	}
	a.key = signer
	return nil
}

// decrypt undoes PBES2 with PBKDF2 and AES-CBC.
func decrypt(how pkix.AlgorithmIdentifier, sealed []byte, password string) ([]byte, error) {
	var scheme struct{ KDF, Cipher pkix.AlgorithmIdentifier }
	var derivation struct {
		Salt       []byte
		Iterations int
		Length     int                      `asn1:"optional"`
		PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
	}
	var vector []byte
	if !how.Algorithm.Equal(oidPBES2) {
		return nil, errOldCipher
	}
	if _, err := asn1.Unmarshal(how.Parameters.FullBytes, &scheme); err != nil {
		return nil, err
	}
	if _, err := asn1.Unmarshal(scheme.KDF.Parameters.FullBytes, &derivation); err != nil {
		return nil, err
	}
	if _, err := asn1.Unmarshal(scheme.Cipher.Parameters.FullBytes, &vector); err != nil {
		return nil, err
	}
	length, err := keyLength(scheme.Cipher.Algorithm)
	if err != nil {
		return nil, err
	}
	var prf func() hash.Hash = sha1.New
	if derivation.PRF.Algorithm.Equal(oidHMACSHA256) {
		prf = sha256.New
	}
	key, err := pbkdf2.Key(prf, password, derivation.Salt, derivation.Iterations, length)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) == 0 || len(sealed)%block.BlockSize() != 0 || len(vector) != block.BlockSize() {
		return nil, errWrongPassword
	}
	opened := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, vector).CryptBlocks(opened, sealed)
	padding := int(opened[len(opened)-1])
	if padding == 0 || padding > block.BlockSize() {
		return nil, errWrongPassword
	}
	return opened[:len(opened)-padding], nil
}

// keyLength is that of the AES variant in bytes.
func keyLength(algorithm asn1.ObjectIdentifier) (int, error) {
	if len(algorithm) != len(oidAES)+1 || !algorithm[:len(oidAES)].Equal(oidAES) {
		return 0, errOldCipher
	}
	switch algorithm[len(oidAES)] {
	case 2:
		return 16, nil
	case 22:
		return 24, nil
	case 42:
		return 32, nil
	}
	return 0, errOldCipher
}
