package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// groupKind is azuread_group: a security group with inline members and owners.
//
// Rests on: terraform-provider-azuread 3.9, internal/services/groups/group_resource.go, and the measured calls. Left to
// the real plugin, and refused by name: Microsoft 365 groups, dynamic membership, administrative units, writeback.
func groupKind() *kind {
	off := false
	return &kind{
		token:     "azuread:index/group:Group",
		terraform: "azuread_group",
		properties: []property{
			{name: "displayName", terraform: "display_name", required: "The display name for the group", valid: notEmpty("display_name")},
			{name: "administrativeUnitIds", terraform: "administrative_unit_ids", shape: set, uuid: true, unserved: true},
			{name: "assignableToRole", terraform: "assignable_to_role", shape: flag, replaces: true},
			{name: "autoSubscribeNewMembers", terraform: "auto_subscribe_new_members", shape: flag, computed: true, unserved: true},
			{name: "behaviors", terraform: "behaviors", shape: set, replaces: true, unserved: true},
			{name: "description", terraform: "description"},
			{name: "dynamicMembership", terraform: "dynamic_membership", unserved: true},
			{name: "externalSendersAllowed", terraform: "external_senders_allowed", shape: flag, computed: true, unserved: true},
			{name: "hideFromAddressLists", terraform: "hide_from_address_lists", shape: flag, computed: true, unserved: true},
			{name: "hideFromOutlookClients", terraform: "hide_from_outlook_clients", shape: flag, computed: true, unserved: true},
			{name: "mailEnabled", terraform: "mail_enabled", shape: flag},
			{name: "mailNickname", terraform: "mail_nickname", computed: true, replaces: true, valid: mailNickname},
			{name: "members", terraform: "members", shape: set, computed: true, uuid: true},
			{name: "onpremisesGroupType", terraform: "onpremises_group_type", computed: true, unserved: true},
			{name: "owners", terraform: "owners", shape: set, computed: true, uuid: true},
			{name: "preventDuplicateNames", terraform: "prevent_duplicate_names", shape: flag, fallback: &off},
			{name: "provisioningOptions", terraform: "provisioning_options", shape: set, replaces: true, unserved: true},
			{name: "securityEnabled", terraform: "security_enabled", shape: flag},
			{name: "theme", terraform: "theme", unserved: true},
			{name: "types", terraform: "types", shape: set, replaces: true, unserved: true},
			{name: "visibility", terraform: "visibility", computed: true},
			{name: "writebackEnabled", terraform: "writeback_enabled", shape: flag, fallback: &off, unserved: true},
			{name: "mail", output: true},
			{name: "objectId", output: true},
			{name: "onpremisesDomainName", output: true},
			{name: "onpremisesNetbiosName", output: true},
			{name: "onpremisesSamAccountName", output: true},
			{name: "onpremisesSecurityIdentifier", output: true},
			{name: "onpremisesSyncEnabled", shape: flag, output: true},
			{name: "preferredLanguage", output: true},
			{name: "proxyAddresses", shape: set, output: true},
		},
		oneOf:    []string{"mailEnabled", "securityEnabled"},
		timeouts: timeouts{create: 30 * time.Minute, read: 5 * time.Minute, update: 30 * time.Minute, remove: 5 * time.Minute},
		idForm:   func(id string) error { _, err := groupOf(id); return err },
		plan:     planGroup,
		create:   createGroup,
		read:     readGroup,
		update:   updateGroup,
		remove:   removeGroup,
	}
}

// groupID is a group's id as the state holds it: "/groups/{object id}".
type groupID string

func groupOf(id string) (groupID, error) {
	object, ok := strings.CutPrefix(id, "/groups/")
	if !ok || object == "" || strings.Contains(object, "/") {
		return "", fmt.Errorf("parsing %q: parsing the Group ID: expected a Group ID that matched:\n\n> /groups/groupId\n\nHowever this value was provided:\n\n> %s", id, id)
	}
	return groupID(object), nil
}

func (g groupID) state() string  { return "/groups/" + string(g) }
func (g groupID) path() string   { return "/beta/groups/" + string(g) }
func (g groupID) String() string { return fmt.Sprintf("Group (Group: %q)", string(g)) }

// directoryObject is any object of a list, and the target of a reference.
type directoryObject struct {
	ID   string `json:"id"`
	Type string `json:"@odata.type"`
}

func (t *tenant) reference(object string) map[string]string {
	return map[string]string{"@odata.id": t.base + "/beta/directoryObjects/" + object}
}

func filter(format string, args ...any) url.Values {
	return url.Values{"$filter": {fmt.Sprintf(format, args...)}}
}

var forbiddenInNickname = regexp.MustCompile(`[@()\\\[\]";:<>, ]`)

func mailNickname(value string) string {
	if forbiddenInNickname.MatchString(value) {
		return `Value cannot contain these characters: @()\[]";:<>,SPACE`
	}
	return ""
}

// planGroup refuses combinations that no security group can have. When a group with prevented duplicates is renamed it
// also looks for the new name; as in the real plugin this look decides nothing, since only the update compares ids.
func planGroup(ctx context.Context, t *tenant, id string, have, want resource.PropertyMap) error {
	name := textOf(want, "displayName")
	if id != "" && flagOf(want, "preventDuplicateNames") && name != "" && name != textOf(have, "displayName") {
		if _, err := t.groupsNamed(ctx, name); err != nil {
			return fmt.Errorf("could not check for existing group(s): %w", err)
		}
	}
	switch {
	case flagOf(want, "mailEnabled"):
		return errors.New("`types` must contain \"Unified\" for mail-enabled groups")
	case flagOf(want, "assignableToRole") && !flagOf(want, "securityEnabled"):
		return errors.New("`assignable_to_role` can only be `true` for security-enabled groups")
	case textOf(want, "visibility") == "HiddenMembership":
		return errors.New("`visibility` can only be \"HiddenMembership\" for unified groups")
	}
	return nil
}

// groupsNamed lists the groups with exactly this display name. The name goes into the filter as it is, as in the real plugin.
func (t *tenant) groupsNamed(ctx context.Context, name string) ([]groupBody, error) {
	found, err := every[groupBody](ctx, t.graph, "/beta/groups", filter("displayName eq '%s'", name))
	if err != nil {
		return nil, fmt.Errorf("unable to list Groups with filter %q: %w", fmt.Sprintf("displayName eq '%s'", name), err)
	}
	var exact []groupBody
	for _, group := range found {
		if group.DisplayName == name {
			exact = append(exact, group)
		}
	}
	return exact, nil
}

// duplicateName is the refusal of prevent_duplicate_names.
func duplicateName(id, name string) error {
	return fmt.Errorf("[id] An existing %q with name %q (ID: %q) was found and `prevent_duplicate_names` was specified: "+
		"To be managed via Terraform, this resource needs to be imported into the State. "+
		"Please see the resource documentation for %q for more information.", "azuread_group", name, id, "azuread_group")
}

func removeGroup(ctx context.Context, t *tenant, id string) error {
	group, err := groupOf(id)
	if err != nil {
		return err
	}
	look := call{method: http.MethodGet, path: group.path()}
	switch err := t.send(ctx, look, nil); {
	case isNotFound(err):
		return heading(errors.New("group was not found"), "[id] Retrieving %s", group)
	case err != nil:
		return heading(err, "[id] Retrieving %s", group)
	}
	if err := t.send(ctx, call{method: http.MethodDelete, path: group.path()}, nil); err != nil {
		return heading(err, "Deleting %s", group)
	}
	if err := t.pace.settle(ctx, steadyGone, t.gone(look)); err != nil {
		return heading(err, "Waiting for deletion of %s", group)
	}
	return nil
}

// gone looks whether a call answers 404.
func (t *tenant) gone(look call) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		err := t.send(ctx, look, nil)
		if isNotFound(err) {
			return true, nil
		}
		return false, err
	}
}
