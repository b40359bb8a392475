package main

import (
	"hash/crc32"
	"slices"
	"strconv"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// decode reads properties from the wire. Secrets become plain here: the engine marks them again in what comes back,
// since Configure says that this plugin does not carry them (so does the real one).
func decode(wire *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(wire, plugin.MarshalOptions{KeepUnknowns: true, SkipNulls: true})
}

func decodeBoth(first, second *structpb.Struct) (resource.PropertyMap, resource.PropertyMap, error) {
	left, err := decode(first)
	if err != nil {
		return nil, nil, err
	}
	right, err := decode(second)
	return left, right, err
}

func encode(properties resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(properties, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true})
}

func textOf(properties resource.PropertyMap, name string) string {
	if value := properties[resource.PropertyKey(name)]; value.IsString() {
		return value.StringValue()
	}
	return ""
}

func flagOf(properties resource.PropertyMap, name string) bool {
	value := properties[resource.PropertyKey(name)]
	return value.IsBool() && value.BoolValue()
}

func textsOf(properties resource.PropertyMap, name string) []string {
	return texts(properties[resource.PropertyKey(name)])
}

// texts lists the known texts of a set, in the order in which the real plugin walks it.
func texts(value resource.PropertyValue) []string {
	if !value.IsArray() {
		return nil
	}
	var all []string
	for _, element := range value.ArrayValue() {
		if element.IsString() {
			all = append(all, element.StringValue())
		}
	}
	return setOrder(all)
}

// setOrder sorts a set as Terraform's schema.Set does: by the text of each element's hash.
func setOrder(elements []string) []string {
	ordered := slices.Clone(elements)
	code := func(element string) string { return strconv.Itoa(int(crc32.ChecksumIEEE([]byte(element)))) }
	slices.SortStableFunc(ordered, func(a, b string) int {
		if a, b := code(a), code(b); a != b {
			if a < b {
				return -1
			}
			return 1
		}
		return 0
	})
	return slices.Compact(ordered)
}

// difference lists the elements of `left` that `right` lacks.
func difference(left, right []string) []string {
	var missing []string
	for _, element := range left {
		if !slices.Contains(right, element) {
			missing = append(missing, element)
		}
	}
	return missing
}

func textValue(value string) resource.PropertyValue { return resource.NewStringProperty(value) }

func flagValue(value bool) resource.PropertyValue { return resource.NewBoolProperty(value) }

func setValue(elements []string) resource.PropertyValue {
	values := []resource.PropertyValue{}
	for _, element := range setOrder(elements) {
		values = append(values, textValue(element))
	}
	return resource.NewArrayProperty(values)
}
