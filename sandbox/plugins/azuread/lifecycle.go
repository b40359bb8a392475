package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// kindOf finds a resource's table by its URN; an unknown type is refused by name.
func (p *provider) kindOf(urn string) (*kind, error) {
	token := string(resource.URN(urn).Type())
	if found, ok := p.kinds[token]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("the stand-in for the azuread plugin does not know %s", token)
}

// begin readies an operation: its tenant, and a context that ends with the resource's timeout or with the engine's Cancel.
func (p *provider) begin(ctx context.Context, real time.Duration, custom float64) (*tenant, context.Context, context.CancelFunc, error) {
	t := p.configured()
	if t == nil {
		return nil, nil, nil, errors.New("the azuread provider is not configured")
	}
	if custom > 0 {
		real = time.Duration(custom * float64(time.Second))
	}
	ctx, cancel := p.pace.limit(ctx, real)
	stop := context.AfterFunc(p.stopped, cancel)
	return t, ctx, func() { stop(); cancel() }, nil
}

// Check completes a resource's inputs and lists what is wrong with them; it sends nothing.
func (p *provider) Check(_ context.Context, request *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	given, err := decode(request.GetNews())
	if err != nil {
		return nil, err
	}
	inputs, failures := k.check(resource.URN(request.GetUrn()).Name(), given)
	wire, err := encode(inputs)
	return &pulumirpc.CheckResponse{Inputs: wire, Failures: failures}, err
}

// Diff compares the stored outputs with the new inputs.
func (p *provider) Diff(ctx context.Context, request *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	have, want, err := decodeBoth(request.GetOlds(), request.GetNews())
	if err != nil {
		return nil, err
	}
	if err := p.plan(ctx, k, request.GetUrn(), request.GetId(), have, want); err != nil {
		return nil, err
	}
	return k.diff(have, want, request.GetIgnoreChanges()), nil
}

// plan lets a type refuse what is about to be done; the real plugin asks at diff, and again at create and update.
func (p *provider) plan(ctx context.Context, k *kind, urn, id string, have, want resource.PropertyMap) error {
	if k.plan == nil {
		return nil
	}
	t, ctx, done, err := p.begin(ctx, k.timeouts.read, 0)
	if err != nil {
		return err
	}
	defer done()
	if err := k.plan(ctx, t, id, have, want); err != nil {
		return fmt.Errorf("diffing %s: %w", urn, list(err))
	}
	return nil
}

// Create makes the object; at preview it only says what is known of it.
func (p *provider) Create(ctx context.Context, request *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	want, err := decode(request.GetProperties())
	if err != nil {
		return nil, err
	}
	if err := p.plan(ctx, k, request.GetUrn(), "", nil, want); err != nil {
		return nil, err
	}
	outputs := k.proposed(nil, want)
	if request.GetPreview() {
		wire, err := encode(outputs)
		return &pulumirpc.CreateResponse{Properties: wire}, err
	}
	t, ctx, done, err := p.begin(ctx, k.timeouts.create, request.GetTimeout())
	if err != nil {
		return nil, err
	}
	defer done()
	id, err := k.create(ctx, t, want)
	if err == nil {
		outputs, err = k.readBack(ctx, t, id, outputs)
	}
	if err != nil && id == "" {
		return nil, list(err)
	}
	wire, failed := encode(known(outputs))
	if failed != nil {
		return nil, failed
	}
	if err != nil {
		return nil, unfinished(id, wire, fmt.Sprintf("creating %s: %s", request.GetUrn(), list(err)))
	}
	return &pulumirpc.CreateResponse{Id: id, Properties: wire}, nil
}

// readBack reads what was just written. Outputs that could not be read stay as they were proposed.
func (k *kind) readBack(ctx context.Context, t *tenant, id string, proposed resource.PropertyMap) (resource.PropertyMap, error) {
	found, err := k.read(ctx, t, id, proposed)
	switch {
	case err != nil:
		return proposed, err
	case found == nil:
		return proposed, fmt.Errorf("%s was written, but is not there", id)
	}
	return found, nil
}

// Read looks an object up for a refresh (there are properties) or an import (there are none).
func (p *provider) Read(ctx context.Context, request *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	have, before, err := decodeBoth(request.GetProperties(), request.GetInputs())
	if err != nil {
		return nil, err
	}
	refresh := len(request.GetProperties().GetFields()) > 0
	if err := k.idForm(request.GetId()); err != nil {
		return nil, err
	}
	t, ctx, done, err := p.begin(ctx, k.timeouts.read, request.GetTimeout())
	if err != nil {
		return nil, err
	}
	defer done()
	outputs, err := k.read(ctx, t, request.GetId(), have)
	if err != nil {
		return nil, fmt.Errorf("refreshing %s: %w", request.GetUrn(), list(err))
	}
	if outputs == nil {
		return &pulumirpc.ReadResponse{}, nil
	}
	properties, err := encode(outputs)
	if err != nil {
		return nil, err
	}
	inputs, err := encode(k.inputsFrom(before, outputs, refresh))
	return &pulumirpc.ReadResponse{Id: request.GetId(), Properties: properties, Inputs: inputs}, err
}

// Update changes the object in place; at preview it returns the old computed outputs.
func (p *provider) Update(ctx context.Context, request *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	have, want, err := decodeBoth(request.GetOlds(), request.GetNews())
	if err != nil {
		return nil, err
	}
	if err := p.plan(ctx, k, request.GetUrn(), request.GetId(), have, want); err != nil {
		return nil, err
	}
	for _, name := range request.GetIgnoreChanges() {
		want[resource.PropertyKey(name)] = have[resource.PropertyKey(name)]
	}
	outputs := k.proposed(have, want)
	if request.GetPreview() {
		wire, err := encode(outputs)
		return &pulumirpc.UpdateResponse{Properties: wire}, err
	}
	t, ctx, done, err := p.begin(ctx, k.timeouts.update, request.GetTimeout())
	if err != nil {
		return nil, err
	}
	defer done()
	if k.update != nil {
		err = k.update(ctx, t, request.GetId(), have, outputs)
	}
	if err == nil {
		outputs, err = k.readBack(ctx, t, request.GetId(), outputs)
	}
	wire, failed := encode(known(outputs))
	if failed != nil {
		return nil, failed
	}
	if err != nil {
		return nil, unfinished(request.GetId(), wire, fmt.Sprintf("updating %s: %s", request.GetUrn(), list(err)))
	}
	return &pulumirpc.UpdateResponse{Properties: wire}, nil
}

// Delete removes the object; whether one that is gone already is an error is the type's to say.
func (p *provider) Delete(ctx context.Context, request *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	k, err := p.kindOf(request.GetUrn())
	if err != nil {
		return nil, err
	}
	t, ctx, done, err := p.begin(ctx, k.timeouts.remove, request.GetTimeout())
	if err != nil {
		return nil, err
	}
	defer done()
	if err := k.remove(ctx, t, request.GetId()); err != nil {
		return nil, fmt.Errorf("deleting %s: %w", request.GetUrn(), list(err))
	}
	return &emptypb.Empty{}, nil
}
