package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// graph sends one tenant's calls to Microsoft Graph, with the retries of the real plugin.
//
// Rests on: hashicorp/go-azure-sdk, sdk/client/client.go, as vendored by terraform-provider-azuread 3.9.
type graph struct {
	base   string // https://graph.microsoft.com, without a version
	http   *http.Client
	tokens *tokens
	pace   pace
	caller string // object id of the principal whose token is used
}

// call is one request: what is sent, and what counts as an answer.
type call struct {
	method string
	path   string // version and path, as "/beta/groups"
	query  url.Values
	body   any
	retry  func(status int, said *odataError) bool // beyond what is always sent again
}

// accepted lists the answers that count as success, by method.
var accepted = map[string][]int{
	http.MethodGet:    {http.StatusOK},
	http.MethodPost:   {http.StatusOK, http.StatusCreated, http.StatusAccepted, http.StatusNoContent},
	http.MethodPatch:  {http.StatusOK, http.StatusAccepted, http.StatusNoContent},
	http.MethodDelete: {http.StatusOK, http.StatusNoContent},
}

// send makes a call and decodes its answer into `into` unless that is nil. An answer that is no success is a *refusal.
func (g *graph) send(ctx context.Context, c call, into any) error {
	target := g.base + c.path
	if len(c.query) > 0 {
		target += "?" + c.query.Encode()
	}
	return g.sendTo(ctx, target, c, into)
}

func (g *graph) sendTo(ctx context.Context, target string, c call, into any) error {
	var sent []byte
	if c.body != nil {
		var err error
		if sent, err = json.Marshal(c.body); err != nil {
			return err
		}
	}
	for attempt := 0; ; attempt++ {
		answer, body, err := g.once(ctx, target, c.method, sent)
		again, wait := g.repeats(c, answer, body, err, attempt)
		if again && attempt < retriesWithin(ctx) && g.pace.sleep(ctx, wait) == nil {
			continue
		}
		switch {
		case err != nil && c.method != http.MethodGet && isConnection(err):
			return fmt.Errorf("HTTP response was nil; connection may have been reset: %w", err)
		case err != nil:
			return err
		case !slices.Contains(accepted[c.method], answer.StatusCode):
			return newRefusal(answer.StatusCode, saidBy(body), body)
		case into == nil || len(body) == 0:
			return nil
		}
		if err := json.Unmarshal(body, into); err != nil {
			return fmt.Errorf("unmarshaling response body: %w", err)
		}
		return nil
	}
}

func (g *graph) once(ctx context.Context, target, method string, sent []byte) (*http.Response, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(sent))
	if err != nil {
		return nil, nil, err
	}
	token, err := g.tokens.get(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("authorizing request: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Accept", "application/json; charset=utf-8; IEEE754Compatible=false")
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("Odata-Maxversion", "4.0")
	request.Header.Set("Odata-Version", "4.0")
	request.Header.Set("User-Agent", userAgent)
	answer, err := g.http.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, nil, fmt.Errorf("could not read response body: %w", err)
	}
	return answer, body, nil
}

// repeats says whether a call is sent again, and after which real wait.
func (g *graph) repeats(c call, answer *http.Response, body []byte, err error, attempt int) (bool, time.Duration) {
	wait := min(time.Duration(math.Pow(2, float64(attempt)))*time.Second, 61*time.Second)
	if err != nil {
		// Only a timeout on the way is worth a second try: a dead connection and a refused one fail at once.
		var broken *url.Error
		return c.method == http.MethodGet && errors.As(err, &broken) && broken.Timeout(), wait
	}
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil {
		wait = time.Duration(seconds) * time.Second
	}
	status := answer.StatusCode
	switch {
	case status == http.StatusRequestTimeout, status == http.StatusFailedDependency, status == http.StatusTooManyRequests:
		return true, wait
	case status >= http.StatusInternalServerError && status != http.StatusNotImplemented:
		return true, wait
	}
	return c.retry != nil && c.retry(status, saidBy(body)), wait
}

// retriesWithin is how often a call may be sent again before the resource's timeout: 16 times if there is none.
func retriesWithin(ctx context.Context) int {
	real, ok := realTimeout(ctx)
	if !ok {
		return 16
	}
	if seconds := real.Seconds(); seconds <= 63 {
		return int(math.Log2(seconds+1)) - 1
	}
	return (int(real.Seconds())-63)/61 + 6
}

// every collects all pages of a list.
func every[T any](ctx context.Context, g *graph, path string, query url.Values) ([]T, error) {
	var all []T
	target := g.base + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	for target != "" {
		var page struct {
			Value []T    `json:"value"`
			Next  string `json:"@odata.nextLink"`
		}
		if err := g.sendTo(ctx, target, call{method: http.MethodGet}, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Value...)
		target = page.Next
	}
	return all, nil
}

// saidBy reads Graph's error from a body; nil where there is none.
func saidBy(body []byte) *odataError {
	var envelope struct {
		Error *odataError `json:"error"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return nil
	}
	return envelope.Error
}

func isConnection(err error) bool {
	var broken *url.Error
	return errors.As(err, &broken)
}

// retryNotFound sends a call again while the object has not been replicated yet.
func retryNotFound(status int, _ *odataError) bool { return status == http.StatusNotFound }
