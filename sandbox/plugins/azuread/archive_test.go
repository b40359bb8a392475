package main

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// makeArchive lets OpenSSL make a certificate and its archive; no key lies in the repository.
func makeArchive(t *testing.T, password string, options ...string) string {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	for _, arguments := range [][]string{
		{"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("key"), "-out", path("cert"), "-subj", "/CN=app", "-days", "1"},
		append([]string{"pkcs12", "-export", "-inkey", path("key"), "-in", path("cert"), "-out", path("p12"), "-passout", "pass:" + password}, options...),
	} {
		if said, err := exec.Command("openssl", arguments...).CombinedOutput(); err != nil {
			t.Skipf("openssl: %s", said)
		}
	}
	return path("p12")
}

func TestCertificateSignsTheTokenRequest(t *testing.T) {
	for _, options := range [][]string{nil, {"-keypbe", "NONE", "-certpbe", "NONE"}, {"-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC"}} {
		s := settings{"clientCertificatePath": makeArchive(t, "open", options...), "clientCertificatePassword": "open", "tenantId": "contoso", "clientId": "app"}
		who, err := newIdentity(s)
		if err != nil {
			t.Fatal(options, err)
		}
		form, err := who.proof(context.Background(), "https://login/token")
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(form.Get("client_assertion"), ".")
		signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
		digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
		opened, _ := certificateArchive(s)
		if err := rsa.VerifyPKCS1v15(&opened.key.PublicKey, crypto.SHA256, digest[:], signature); err != nil {
			t.Error(err)
		}
	}
}

func TestArchiveWithAWrongPasswordIsRefused(t *testing.T) {
	path := makeArchive(t, "open")
	_, err := newIdentity(settings{"clientCertificatePath": path, "clientCertificatePassword": "shut", "tenantId": "contoso", "clientId": "app"})
	says(t, err, "could not configure ClientCertificate Authorizer: could not decode PKCS#12 archive: pkcs12: decryption password incorrect")
	_, err = newIdentity(settings{"clientCertificatePath": "/nowhere", "tenantId": "contoso", "clientId": "app"})
	says(t, err, `could not read PKCS#12 archive at "/nowhere"`)
	if err := os.WriteFile(path, []byte("no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = newIdentity(settings{"clientCertificatePath": path, "tenantId": "contoso", "clientId": "app"})
	says(t, err, "pkcs12: error reading P12 data")
}
