package main

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// diff compares the stored outputs with the wanted inputs, as the real plugin does: what the program does not say and
// the service fills in is no difference, and the order of a set means nothing.
func (k *kind) diff(have, want resource.PropertyMap, ignored []string) *pulumirpc.DiffResponse {
	answer := &pulumirpc.DiffResponse{
		Changes:         pulumirpc.DiffResponse_DIFF_NONE,
		HasDetailedDiff: true,
		DetailedDiff:    map[string]*pulumirpc.PropertyDiff{},
	}
	for _, p := range k.properties {
		key := resource.PropertyKey(p.name)
		value, given := want[key]
		skip := p.output || (!given && p.computed) || slices.Contains(ignored, p.name)
		if skip || p.same(have[key], value) {
			if p.replaces {
				answer.Stables = append(answer.Stables, p.name)
			}
			continue
		}
		answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
		answer.Diffs = append(answer.Diffs, p.name)
		if p.replaces {
			answer.Replaces = append(answer.Replaces, p.name)
		}
		for path, change := range p.changes(have[key], value) {
			answer.DetailedDiff[path] = &pulumirpc.PropertyDiff{Kind: change}
		}
	}
	slices.Sort(answer.Diffs)
	slices.Sort(answer.Replaces)
	slices.Sort(answer.Stables)
	return answer
}

// changes names what differs in one property, element by element where both sets are known.
func (p property) changes(old, wanted resource.PropertyValue) map[string]pulumirpc.PropertyDiff_Kind {
	added, updated, deleted := pulumirpc.PropertyDiff_ADD, pulumirpc.PropertyDiff_UPDATE, pulumirpc.PropertyDiff_DELETE
	if p.replaces {
		added, updated, deleted = pulumirpc.PropertyDiff_ADD_REPLACE, pulumirpc.PropertyDiff_UPDATE_REPLACE, pulumirpc.PropertyDiff_DELETE_REPLACE
	}
	if p.shape != set || !old.IsArray() || !wanted.IsArray() {
		switch {
		case old.IsNull() || (!wanted.IsNull() && p.same(old, p.zero()) && p.shape == text):
			return map[string]pulumirpc.PropertyDiff_Kind{p.name: added}
		case wanted.IsNull():
			return map[string]pulumirpc.PropertyDiff_Kind{p.name: deleted}
		}
		return map[string]pulumirpc.PropertyDiff_Kind{p.name: updated}
	}
	found := map[string]pulumirpc.PropertyDiff_Kind{}
	for i, element := range old.ArrayValue() {
		if !slices.ContainsFunc(wanted.ArrayValue(), element.DeepEquals) {
			found[fmt.Sprintf("%s[%d]", p.name, i)] = deleted
		}
	}
	for i, element := range wanted.ArrayValue() {
		path := fmt.Sprintf("%s[%d]", p.name, i)
		if slices.ContainsFunc(old.ArrayValue(), element.DeepEquals) {
			continue
		}
		if _, both := found[path]; both {
			found[path] = updated
		} else {
			found[path] = added
		}
	}
	return found
}

// proposed is what an object will look like: what is wanted, what stays, and (before it exists) what is not known yet.
//
// An update keeps the computed values of before: were they unknown at preview, whatever takes them as inputs (a role
// assignment the group's object id) would preview as replaced.
func (k *kind) proposed(have, want resource.PropertyMap) resource.PropertyMap {
	outputs := resource.PropertyMap{}
	for _, p := range k.properties {
		key := resource.PropertyKey(p.name)
		value, given := want[key]
		switch {
		case given && !p.output:
			outputs[key] = value
		case p.computed || p.output:
			if old, ok := have[key]; ok {
				outputs[key] = old
			} else {
				outputs[key] = resource.MakeComputed(textValue(""))
			}
		case have == nil:
		default:
			outputs[key] = p.zero()
		}
	}
	return outputs
}

// known drops what is not known: the outputs of an object whose operation failed on the way.
func known(properties resource.PropertyMap) resource.PropertyMap {
	kept := resource.PropertyMap{}
	for key, value := range properties {
		if !value.ContainsUnknowns() {
			kept[key] = value
		}
	}
	return kept
}

// inputsFrom turns a read object into inputs: on a refresh those that were given before, on an import all that are set.
func (k *kind) inputsFrom(before, outputs resource.PropertyMap, refresh bool) resource.PropertyMap {
	inputs := resource.PropertyMap{}
	for _, p := range k.properties {
		key := resource.PropertyKey(p.name)
		old, given := before[key]
		value := outputs[key]
		switch {
		case p.output || value.IsNull():
		case refresh && given && p.same(old, value):
			inputs[key] = old // a set keeps the program's order
		case refresh && given && p.shape == set && old.IsArray():
			inputs[key] = orderLike(old.ArrayValue(), value.ArrayValue())
		case refresh && given, !refresh && (p.required != "" || p.fallback != nil || !p.same(value, p.zero())):
			inputs[key] = value
		}
	}
	if marks, ok := before[defaultsKey]; ok && refresh {
		inputs[defaultsKey] = marks
	} else {
		inputs[defaultsKey] = resource.NewArrayProperty([]resource.PropertyValue{})
	}
	return inputs
}

// orderLike keeps the order of what was there before and adds the rest behind it, so that a refresh shows what drifted.
func orderLike(old, found []resource.PropertyValue) resource.PropertyValue {
	ordered := []resource.PropertyValue{}
	for _, element := range old {
		if slices.ContainsFunc(found, element.DeepEquals) {
			ordered = append(ordered, element)
		}
	}
	for _, element := range found {
		if !slices.ContainsFunc(old, element.DeepEquals) {
			ordered = append(ordered, element)
		}
	}
	return resource.NewArrayProperty(ordered)
}
