package main

import (
	"context"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// shape is the form of a property's value.
type shape int

const (
	text shape = iota
	flag
	set // of texts: its order means nothing
)

// property is one row of a resource type's table: what the SDK sends or gets under this name.
type property struct {
	name      string // camelCase, as on the wire to the engine
	terraform string // snake_case, as the real plugin's messages say it
	shape     shape
	required  string // for a required input: what the message says about it
	computed  bool   // the service fills it in when the program says nothing
	output    bool   // never an input
	replaces  bool   // a change makes a new object
	fallback  *bool  // the value that check fills in
	uuid      bool
	conflicts string // the property that excludes this one
	unserved  bool   // the real plugin does more here than the stand-in: a value is refused by name
	valid     func(value string) string
}

// timeouts are the real ones of a resource type.
type timeouts struct{ create, read, update, remove time.Duration }

// kind is one resource type: its table, and what differs from type to type.
type kind struct {
	token      string // "azuread:index/group:Group"
	terraform  string
	properties []property
	oneOf      []string // of these inputs at least one is given
	timeouts   timeouts
	idForm     func(id string) error

	// plan looks at what diff, create and update are about to do; id and have are empty before the object exists.
	plan func(ctx context.Context, t *tenant, id string, have, want resource.PropertyMap) error
	// create returns the id as soon as the object exists, with the error of what failed after that.
	create func(ctx context.Context, t *tenant, want resource.PropertyMap) (string, error)
	// read returns nil when the object is gone. `known` is what the state or the inputs say already.
	read   func(ctx context.Context, t *tenant, id string, known resource.PropertyMap) (resource.PropertyMap, error)
	update func(ctx context.Context, t *tenant, id string, have, want resource.PropertyMap) error
	remove func(ctx context.Context, t *tenant, id string) error
}

// kinds is what the stand-in knows.
func kinds() map[string]*kind {
	known := map[string]*kind{}
	for _, k := range []*kind{groupKind(), groupMemberKind(), roleAssignmentKind()} {
		known[k.token] = k
	}
	return known
}

// tenant is one configured provider: the tenant's calls, and the locks on its objects.
type tenant struct {
	*graph
	locks locks
}

func (k *kind) property(name string) (property, bool) {
	for _, p := range k.properties {
		if p.name == name {
			return p, true
		}
	}
	return property{}, false
}

// zero is what a property is when nobody set it.
func (p property) zero() resource.PropertyValue {
	switch p.shape {
	case flag:
		return resource.NewBoolProperty(false)
	case set:
		return resource.NewArrayProperty([]resource.PropertyValue{})
	default:
		return resource.NewStringProperty("")
	}
}

// same compares two values of a property; an absent value is zero.
func (p property) same(left, right resource.PropertyValue) bool {
	if left.IsComputed() || right.IsComputed() || left.ContainsUnknowns() || right.ContainsUnknowns() {
		return false
	}
	if left.IsNull() {
		left = p.zero()
	}
	if right.IsNull() {
		right = p.zero()
	}
	if p.shape == set {
		return len(difference(texts(left), texts(right))) == 0 && len(difference(texts(right), texts(left))) == 0
	}
	return left.DeepEquals(right)
}
