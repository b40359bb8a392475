package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"time"
)

// certificateProof signs a statement about the application with its certificate's key, for each token request anew.
//
// Rests on: go-azure-sdk, auth/client_credentials.go (RS256, `kid` = SHA-1 of the certificate).
func certificateProof(from *archive, clientID string) credential {
	return func(_ context.Context, tokenURL string) (url.Values, error) {
		print := sha1.Sum(from.certificate.Raw)
		now := time.Now()
		header, err := segment(map[string]any{"alg": "RS256", "typ": "JWT", "kid": base64.URLEncoding.EncodeToString(print[:])})
		if err != nil {
			return nil, err
		}
		claims, err := segment(map[string]any{
			"aud": tokenURL, "iss": clientID, "sub": clientID, "jti": newUUID(),
			"nbf": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		})
		if err != nil {
			return nil, err
		}
		digest := sha256.Sum256([]byte(header + "." + claims))
		signature, err := rsa.SignPKCS1v15(rand.Reader, from.key, crypto.SHA256, digest[:])
		if err != nil {
			return nil, err
		}
		return assertion(header + "." + claims + "." + base64.RawURLEncoding.EncodeToString(signature)), nil
	}
}

func segment(content map[string]any) (string, error) {
	encoded, err := json.Marshal(content)
	return base64.RawURLEncoding.EncodeToString(encoded), err
}
