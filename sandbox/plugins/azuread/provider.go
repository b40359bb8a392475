package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const (
	version   = "6.11.1"
	userAgent = "mto-sandbox-azuread/" + version
)

// provider answers the engine: what concerns the provider itself. The resources' part is in lifecycle.go.
type provider struct {
	pulumirpc.UnimplementedResourceProviderServer
	pace   pace
	kinds  map[string]*kind
	http   *http.Client
	clouds func(name string) (cloud, error)
	notice func(context.Context)

	stopped context.Context // ends with the engine's Cancel
	stop    context.CancelFunc

	guard  sync.Mutex
	tenant *tenant
}

func newProvider(p pace) *provider {
	stopped, stop := context.WithCancel(context.Background())
	return &provider{
		pace:    p,
		kinds:   kinds(),
		http:    &http.Client{Transport: http.DefaultTransport},
		clouds:  cloudNamed,
		notice:  func(context.Context) {},
		stopped: stopped,
		stop:    stop,
	}
}

func (p *provider) configured() *tenant {
	p.guard.Lock()
	defer p.guard.Unlock()
	return p.tenant
}

// GetPluginInfo names the version of the real plugin that this one stands in for.
func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version}, nil
}

// Attach has nothing to attach to: the engine's address comes as an argument.
func (p *provider) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// Cancel ends every wait: an object that exists already is reported with its id, so that the engine keeps it.
func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	p.stop()
	return &emptypb.Empty{}, nil
}

// Invoke refuses every function by name: none is needed so far.
func (p *provider) Invoke(_ context.Context, request *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	return nil, fmt.Errorf("the stand-in for the azuread plugin does not know %s", request.GetTok())
}

// CheckConfig refuses keys and values that no configuration can have, and marks the secrets.
func (p *provider) CheckConfig(_ context.Context, request *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	given, err := decode(request.GetNews())
	if err != nil {
		return nil, err
	}
	urn := resource.URN(request.GetUrn())
	var failures []*pulumirpc.CheckFailure
	for _, key := range given.StableKeys() {
		name := string(key)
		s, known := settingNamed(name)
		switch {
		case name == "version" || name == "pluginDownloadURL" || strings.HasPrefix(name, "__"):
		case !known:
			failures = append(failures, &pulumirpc.CheckFailure{Reason: fmt.Sprintf(
				"could not validate provider configuration: Invalid or unknown key. Examine values at '%s.%s'.", urn.Name(), name)})
		case s.secret && !given[key].IsComputed():
			given[key] = resource.MakeSecret(given[key])
		}
	}
	if len(failures) > 0 {
		return &pulumirpc.CheckResponse{Failures: failures}, nil
	}
	if !given.ContainsUnknowns() {
		found, err := newSettings(plain(given))
		if err != nil {
			return &pulumirpc.CheckResponse{Failures: []*pulumirpc.CheckFailure{{
				Reason: "could not validate provider configuration: " + err.Error(),
			}}}, nil
		}
		if err := preconfigure(found); err != nil {
			return nil, err
		}
	}
	inputs, err := encode(given)
	return &pulumirpc.CheckResponse{Inputs: inputs}, err
}

// DiffConfig: any key may change in place.
func (p *provider) DiffConfig(_ context.Context, request *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	old := request.GetOldInputs()
	if old == nil {
		old = request.GetOlds()
	}
	have, want, err := decodeBoth(old, request.GetNews())
	if err != nil {
		return nil, err
	}
	answer := &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	for _, s := range settingsTable {
		key := resource.PropertyKey(s.name)
		if !have[key].DeepEquals(want[key]) {
			answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
			answer.Diffs = append(answer.Diffs, s.name)
		}
	}
	return answer, nil
}

// Configure signs in at once, also at preview: a wrong secret shows here.
func (p *provider) Configure(ctx context.Context, request *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	given, err := decode(request.GetArgs())
	if err != nil {
		return nil, err
	}
	found, err := newSettings(given)
	if err != nil {
		return nil, err
	}
	p.notice(ctx)
	t, err := p.signIn(ctx, found)
	if err != nil {
		return nil, list(err)
	}
	p.guard.Lock()
	p.tenant = t
	p.guard.Unlock()
	return &pulumirpc.ConfigureResponse{SupportsPreview: true, SupportsAutonamingConfiguration: true}, nil
}

func (p *provider) signIn(ctx context.Context, s settings) (*tenant, error) {
	if s["metadataHost"] != "" {
		return nil, errors.New("the stand-in for the azuread plugin does not ask a metadata host")
	}
	at, err := p.clouds(s["environment"])
	if err != nil {
		return nil, err
	}
	who, err := newIdentity(s)
	if err != nil {
		return nil, fmt.Errorf("unable to build authorizer: %w", err)
	}
	t := &tenant{graph: &graph{base: at.graph, http: p.http, pace: p.pace}}
	t.tokens = &tokens{at: at, who: who, http: p.http, pace: p.pace}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(p.stopped, cancel)()
	token, err := t.tokens.get(ctx)
	if err != nil {
		return nil, fmt.Errorf("building client: unable to obtain access token: %w", err)
	}
	if t.caller, err = objectID(token); err != nil {
		return nil, fmt.Errorf("building client: %w", err)
	}
	if t.caller == "" {
		if t.caller, err = t.findCaller(ctx, who.clientID); err != nil {
			return nil, fmt.Errorf("building client: attempting to discover object ID for authenticated service principal: %w", err)
		}
	}
	return t, nil
}

// findCaller asks Graph who the application is, where the token does not say so.
func (t *tenant) findCaller(ctx context.Context, clientID string) (string, error) {
	ctx, cancel := t.pace.limit(ctx, 5*time.Minute)
	defer cancel()
	found, err := every[directoryObject](ctx, t.graph, "/v1.0/servicePrincipals", filter("appId eq '%s'", clientID))
	if err != nil {
		return "", err
	}
	if len(found) != 1 {
		return "", fmt.Errorf("unexpected number of results, expected 1, received %d", len(found))
	}
	return found[0].ID, nil
}

// plain takes the marks of secrets off.
func plain(properties resource.PropertyMap) resource.PropertyMap {
	bare := resource.PropertyMap{}
	for key, value := range properties {
		if value.IsSecret() {
			value = value.SecretValue().Element
		}
		bare[key] = value
	}
	return bare
}
