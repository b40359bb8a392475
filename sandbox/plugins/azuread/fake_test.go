package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const (
	caller  = "99999999-9999-4999-8999-999999999999"
	ada     = "aaaaaaaa-0000-4000-8000-000000000001"
	grace   = "aaaaaaaa-0000-4000-8000-000000000002"
	team    = "eeeeeeee-0000-4000-8000-000000000001"
	role    = "5d6b6bb7-de71-4623-b4af-96380a352509"
	groupTy = "azuread:index/group:Group"
	roleTy  = "azuread:index/directoryRoleAssignment:DirectoryRoleAssignment"
	entryTy = "azuread:index/groupMember:GroupMember"
)

// reply is one prepared answer; a call without one is answered 404.
type reply struct {
	status int
	body   any
	header map[string]string
}

// fake is a Graph and a sign-in that say what a test prepared, and write down what they were asked.
type fake struct {
	guard   sync.Mutex
	replies map[string][]reply // by "METHOD /path?query"; the last one is repeated
	asked   []string
	bodies  map[string]string
}

func (f *fake) on(what string, replies ...reply) { f.replies[what] = replies }

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.guard.Lock()
	defer f.guard.Unlock()
	what := r.Method + " " + r.URL.Path
	if query := r.URL.Query().Get("$filter"); query != "" {
		what += "?" + query
	}
	body, _ := io.ReadAll(r.Body)
	f.asked = append(f.asked, what)
	f.bodies[what] = string(body)
	prepared := f.replies[what]
	answer := reply{status: http.StatusNotFound, body: graphError("Request_ResourceNotFound", "Resource does not exist")}
	if len(prepared) > 0 {
		answer = prepared[0]
		if len(prepared) > 1 {
			f.replies[what] = prepared[1:]
		}
	}
	w.Header().Set("Content-Type", "application/json")
	for name, value := range answer.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(answer.status)
	if answer.body != nil {
		_ = json.NewEncoder(w).Encode(answer.body)
	}
}

// calls says what was asked since the sign-in, and forgets it.
func (f *fake) calls() []string {
	f.guard.Lock()
	defer f.guard.Unlock()
	var since []string
	for _, what := range f.asked {
		if !strings.HasSuffix(what, "/oauth2/v2.0/token") {
			since = append(since, what)
		}
	}
	f.asked = nil
	return since
}

func graphError(code, message string) map[string]any {
	return map[string]any{"error": map[string]any{"code": code, "message": message, "innerError": map[string]any{"request-id": "1"}}}
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func objects(ids ...string) reply {
	value := []any{}
	for _, id := range ids {
		value = append(value, map[string]any{"id": id, "@odata.type": "#microsoft.graph.user"})
	}
	return ok(map[string]any{"value": value})
}

var done = reply{status: http.StatusNoContent}

func token(claims map[string]any) reply {
	part := func(content any) string {
		encoded, _ := json.Marshal(content)
		return base64.RawURLEncoding.EncodeToString(encoded)
	}
	return ok(map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": part(map[string]any{"alg": "none"}) + "." + part(claims) + ".x"})
}

const tokenCall = "POST /contoso/oauth2/v2.0/token"

// start serves a fake cloud and an unconfigured provider whose waits are the real ones divided by a thousand.
func start(t *testing.T) (*fake, *provider) {
	t.Helper()
	for _, s := range settingsTable {
		for _, variable := range s.environment {
			t.Setenv(variable, "") // also puts the machine's own value back at the end
			os.Unsetenv(variable)
		}
	}
	f := &fake{replies: map[string][]reply{}, bodies: map[string]string{}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.on(tokenCall, token(map[string]any{"oid": caller}))
	p := newProvider(pace{factor: 1000, grace: 50 * time.Millisecond})
	p.http = server.Client()
	p.clouds = func(string) (cloud, error) { return cloud{server.URL, server.URL}, nil }
	return f, p
}

// signedIn is start with a configured provider.
func signedIn(t *testing.T) (*fake, *provider) {
	t.Helper()
	f, p := start(t)
	if _, err := p.Configure(context.Background(), &pulumirpc.ConfigureRequest{Args: wire(t, appSecret())}); err != nil {
		t.Fatal(err)
	}
	f.calls()
	return f, p
}

func appSecret() map[string]any {
	return map[string]any{"tenantId": "contoso", "clientId": "app", "clientSecret": "hush", "useCli": "false"}
}

func wire(t *testing.T, properties map[string]any) *structpb.Struct {
	t.Helper()
	encoded, err := encode(resource.NewPropertyMapFromMap(properties))
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func unwire(t *testing.T, encoded *structpb.Struct) resource.PropertyMap {
	t.Helper()
	properties, err := decode(encoded)
	if err != nil {
		t.Fatal(err)
	}
	return properties
}

func urn(token string) string { return "urn:pulumi:contoso::mto::" + token + "::it" }

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func lines(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("calls:\n%s\nwanted:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func says(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error is %v, wanted %q in it", err, want)
	}
}

func repeat(line string, times int) []string {
	var all []string
	for range times {
		all = append(all, line)
	}
	return all
}
