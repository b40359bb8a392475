package main

import (
	"context"
	"net/http"
	"testing"
	"time"
)

func getting(t *testing.T, status int, replies ...reply) (int, error) {
	t.Helper()
	f, p := signedIn(t)
	f.on("GET /v1.0/x", append(replies, reply{status: status, body: map[string]any{}})...)
	ctx, cancel := p.pace.limit(context.Background(), 5*time.Minute)
	defer cancel()
	err := p.configured().send(ctx, call{method: http.MethodGet, path: "/v1.0/x"}, nil)
	return len(f.calls()), err
}

func TestWhatIsSentAgain(t *testing.T) {
	for _, status := range []int{408, 424, 429, 500, 503} {
		sent, err := getting(t, http.StatusOK, reply{status: status}, reply{status: status, header: map[string]string{"Retry-After": "3"}})
		same(t, http.StatusText(status), []any{sent, err}, []any{3, nil})
	}
	for _, status := range []int{400, 401, 403, 404, 409, 501} {
		sent, err := getting(t, http.StatusOK, reply{status: status})
		same(t, http.StatusText(status), []any{sent, isStatus(err, status)}, []any{1, true})
	}
}

func TestRetriesEndWithTheResourcesTimeout(t *testing.T) {
	sent, err := getting(t, http.StatusTooManyRequests)
	same(t, "sent in five minutes", sent, 10) // once, and (300-63)/61+6 times again
	says(t, err, "unexpected status 429 (429 Too Many Requests)")
}

func TestAnswerWithoutAnErrorIsShownAsItIs(t *testing.T) {
	says(t, newRefusal(404, nil, nil), "unexpected status 404 (404 Not Found) received with no body")
	says(t, newRefusal(400, nil, []byte("<html>")), "unexpected status 400 (400 Bad Request) with response: <html>")
}

func TestAllPagesAreRead(t *testing.T) {
	f, p := signedIn(t)
	f.on("GET /v1.0/x", ok(map[string]any{"value": []any{map[string]any{"id": "1"}}, "@odata.nextLink": p.configured().base + "/v1.0/y"}))
	f.on("GET /v1.0/y", objects("2"))
	found, err := every[directoryObject](context.Background(), p.configured().graph, "/v1.0/x", nil)
	same(t, "objects, error", []any{len(found), err}, []any{2, nil})
}

func TestWaitsAreTheRealOnesDividedByTheFactor(t *testing.T) {
	t.Setenv(paceVariable, "")
	usual, err := newPace()
	same(t, "usual, error", []any{usual.shorten(20 * time.Second), err}, []any{time.Second, nil})
	t.Setenv(paceVariable, "1")
	real, _ := newPace()
	same(t, "real", real.shorten(20*time.Second), 20*time.Second)
	t.Setenv(paceVariable, "0")
	_, err = newPace()
	says(t, err, "MTO_SANDBOX_WAIT_FACTOR must be a number above 0")
}

func TestWaitThatNeverEndsSaysForWhatAndHowLong(t *testing.T) {
	p := pace{factor: 100_000}
	ctx, cancel := p.limit(context.Background(), 30*time.Minute)
	defer cancel()
	err := p.settle(ctx, steadyUpdate, func(context.Context) (bool, error) { return false, nil })
	says(t, err, "timeout while waiting for state to become 'Done' (last state: 'Waiting', timeout: 30m0s)")
}
