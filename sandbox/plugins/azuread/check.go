package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// defaultsKey is where the Terraform bridge notes which inputs it filled in itself.
const defaultsKey = "__defaults"

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// check completes a resource's inputs with their defaults and lists what is wrong with them.
func (k *kind) check(name string, given resource.PropertyMap) (resource.PropertyMap, []*pulumirpc.CheckFailure) {
	var failures []*pulumirpc.CheckFailure
	fail := func(path, format string, args ...any) {
		reason := fmt.Sprintf(format, args...)
		if path != "" {
			reason += fmt.Sprintf(". Examine values at '%s.%s'.", name, path)
		}
		failures = append(failures, &pulumirpc.CheckFailure{Reason: reason})
	}
	inputs := resource.PropertyMap{}
	for _, key := range given.StableKeys() {
		p, ok := k.property(string(key))
		switch {
		case strings.HasPrefix(string(key), "__"):
			continue
		case !ok || p.output:
			fail(string(key), "Invalid or unknown key")
			continue
		case p.unserved && !p.same(given[key], p.zero()):
			fail(string(key), "The stand-in for the azuread plugin does not serve `%s`", key)
		}
		inputs[key] = given[key]
	}
	var filled []resource.PropertyValue
	for _, p := range k.properties {
		value, ok := inputs[resource.PropertyKey(p.name)]
		switch {
		case !ok && p.required != "":
			fail("", "Missing required property '%s': %s", p.name, p.required)
		case !ok && p.fallback != nil:
			inputs[resource.PropertyKey(p.name)] = flagValue(*p.fallback)
			filled = append(filled, textValue(p.name))
		case ok:
			k.checkValue(p, value, inputs, fail)
		}
	}
	if len(k.oneOf) > 0 && !slices.ContainsFunc(k.oneOf, func(name string) bool {
		_, ok := inputs[resource.PropertyKey(name)]
		return ok
	}) {
		for _, name := range k.oneOf {
			p, _ := k.property(name)
			fail(name, "Missing required argument. %q: one of `%s` must be specified", p.terraform, k.snake(k.oneOf))
		}
	}
	inputs[defaultsKey] = resource.NewArrayProperty(append([]resource.PropertyValue{}, filled...))
	return inputs, failures
}

func (k *kind) checkValue(p property, value resource.PropertyValue, inputs resource.PropertyMap, fail func(string, string, ...any)) {
	if value.IsComputed() || value.IsOutput() {
		return
	}
	if other, ok := k.property(p.conflicts); ok {
		if _, both := inputs[resource.PropertyKey(other.name)]; both {
			fail(p.name, "Conflicting configuration arguments. %q: conflicts with %s", p.terraform, other.terraform)
		}
	}
	elements := []resource.PropertyValue{value}
	if p.shape == set {
		if !value.IsArray() {
			fail(p.name, "expected %q to be a list", p.terraform)
			return
		}
		elements = value.ArrayValue()
	}
	for i, element := range elements {
		key := p.terraform
		if p.shape == set {
			key = fmt.Sprintf("%s.%d", p.terraform, i)
		}
		switch {
		case element.IsComputed() || element.IsOutput():
		case p.shape == flag && !element.IsBool():
			fail(p.name, "expected %q to be a boolean", key)
		case p.shape != flag && !element.IsString():
			fail(p.name, "expected %q to be a string", key)
		case p.uuid && !uuidForm.MatchString(element.StringValue()):
			fail(p.name, "expected %q to be a valid UUID, got %s", key, element.StringValue())
		case p.valid != nil:
			if wrong := p.valid(element.StringValue()); wrong != "" {
				fail(p.name, "%s", wrong)
			}
		}
	}
}

func (k *kind) snake(names []string) string {
	var all []string
	for _, name := range names {
		if p, ok := k.property(name); ok {
			all = append(all, p.terraform)
		}
	}
	return strings.Join(all, ",")
}

func notEmpty(terraform string) func(string) string {
	return func(value string) string {
		if value == "" {
			return fmt.Sprintf("expected %q to not be an empty string, got %s", terraform, value)
		}
		return ""
	}
}
