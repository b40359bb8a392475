package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// tokens fetches and keeps the access token of one provider.
//
// Rests on: go-azure-sdk, auth/client_credentials.go and auth/cached_authorizer.go. No discovery precedes the request.
type tokens struct {
	at    cloud
	who   *identity
	http  *http.Client
	pace  pace
	guard sync.Mutex
	held  string
	until time.Time // zero: never expires
}

// get returns the token, and a new one ten seconds before the old one ends.
func (t *tokens) get(ctx context.Context) (string, error) {
	t.guard.Lock()
	defer t.guard.Unlock()
	if t.held != "" && (t.until.IsZero() || time.Until(t.until) > 10*time.Second) {
		return t.held, nil
	}
	if err := t.fetch(ctx); err != nil {
		return "", err
	}
	return t.held, nil
}

func (t *tokens) fetch(ctx context.Context) error {
	target := fmt.Sprintf("%s/%s/oauth2/v2.0/token", t.at.login, t.who.tenantID)
	form := url.Values{
		"client_id":  {t.who.clientID},
		"grant_type": {"client_credentials"},
		"scope":      {t.scope()},
	}
	proof, err := t.who.proof(ctx, target)
	if err != nil {
		return err
	}
	maps.Copy(form, proof)
	status, body, err := t.post(ctx, target, form)
	if err != nil {
		return fmt.Errorf("clientCredentialsToken: cannot request token: %w", err)
	}
	if status < 200 || status > 299 {
		return fmt.Errorf("clientCredentialsToken: received HTTP status %d with response: %s", status, t.without(body))
	}
	var answer struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   json.Number `json:"expires_in"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("clientCredentialsToken: cannot unmarshal response: %w", err)
	}
	t.held, t.until = answer.AccessToken, time.Time{}
	if seconds, err := answer.ExpiresIn.Int64(); err == nil && seconds > 0 {
		t.until = time.Now().Add(time.Duration(seconds) * time.Second)
	}
	return nil
}

// scope always names the public Graph's own address of the cloud, with one slash.
func (t *tokens) scope() string { return t.at.graph + "/.default" }

// post sends the token request, and up to eight times again on a dead connection, 429 or 5xx.
func (t *tokens) post(ctx context.Context, target string, form url.Values) (int, []byte, error) {
	const again = 8
	for attempt := 0; ; attempt++ {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(form.Encode()))
		if err != nil {
			return 0, nil, err
		}
		request.Header.Set("Accept", "application/json")
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		wait := min(time.Duration(math.Pow(2, float64(attempt)))*time.Second, 30*time.Second)
		answer, err := t.http.Do(request)
		if err == nil {
			body, failed := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
			answer.Body.Close()
			busy := answer.StatusCode == http.StatusTooManyRequests ||
				(answer.StatusCode >= http.StatusInternalServerError && answer.StatusCode != http.StatusNotImplemented)
			if !busy || failed != nil {
				return answer.StatusCode, body, failed
			}
			if seconds, wrong := strconv.Atoi(answer.Header.Get("Retry-After")); wrong == nil {
				wait = time.Duration(seconds) * time.Second
			}
			err = fmt.Errorf("unexpected HTTP status %s", answer.Status)
		}
		if attempt == again || t.pace.sleep(ctx, wait) != nil {
			return 0, nil, fmt.Errorf("POST %s giving up after %d attempt(s): %w", target, attempt+1, err)
		}
	}
}

// without takes the secret out of an answer, should a service ever repeat it.
func (t *tokens) without(body []byte) string {
	if t.who.secret == "" {
		return string(body)
	}
	return strings.ReplaceAll(string(body), t.who.secret, "[secret]")
}

// objectID reads the caller's object id from the claims of a token.
func objectID(token string) (string, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", errors.New("unable to parse claims in access token: claims: token does not have 3 parts")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", fmt.Errorf("unable to parse claims in access token: %w", err)
	}
	var claims struct {
		ObjectID string `json:"oid"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return "", fmt.Errorf("unable to parse claims in access token: %w", err)
	}
	return claims.ObjectID, nil
}
