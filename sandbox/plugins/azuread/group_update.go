package main

import (
	"context"
	"fmt"
	"net/http"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// groupBody is a group as Graph sends it; null reads as zero.
type groupBody struct {
	ID                           string   `json:"id"`
	Description                  string   `json:"description"`
	DisplayName                  string   `json:"displayName"`
	GroupTypes                   []string `json:"groupTypes"`
	IsAssignableToRole           bool     `json:"isAssignableToRole"`
	Mail                         string   `json:"mail"`
	MailEnabled                  bool     `json:"mailEnabled"`
	MailNickname                 string   `json:"mailNickname"`
	OnPremisesDomainName         string   `json:"onPremisesDomainName"`
	OnPremisesNetBiosName        string   `json:"onPremisesNetBiosName"`
	OnPremisesSamAccountName     string   `json:"onPremisesSamAccountName"`
	OnPremisesSecurityIdentifier string   `json:"onPremisesSecurityIdentifier"`
	OnPremisesSyncEnabled        bool     `json:"onPremisesSyncEnabled"`
	PreferredLanguage            string   `json:"preferredLanguage"`
	ProxyAddresses               []string `json:"proxyAddresses"`
	ResourceBehaviorOptions      []string `json:"resourceBehaviorOptions"`
	ResourceProvisioningOptions  []string `json:"resourceProvisioningOptions"`
	SecurityEnabled              bool     `json:"securityEnabled"`
	Theme                        string   `json:"theme"`
	Visibility                   string   `json:"visibility"`
}

// readGroup reads a group, then its owners, members and memberships, in this order.
func readGroup(ctx context.Context, t *tenant, id string, known resource.PropertyMap) (resource.PropertyMap, error) {
	group, err := groupOf(id)
	if err != nil {
		return nil, err
	}
	var found groupBody
	switch err := t.send(ctx, call{method: http.MethodGet, path: group.path()}, &found); {
	case isNotFound(err):
		return nil, nil
	case err != nil:
		return nil, heading(err, "Retrieving %s", group)
	}
	outputs := found.outputs()
	for _, list := range []struct{ path, property, what string }{
		{"owners", "owners", "owners"}, {"members", "members", "members"},
		{"memberOf", "administrativeUnitIds", "members"}, // the real plugin says "members" here too
	} {
		objects, err := every[directoryObject](ctx, t.graph, group.path()+"/"+list.path, nil)
		if err != nil {
			return nil, heading(err, "[%s] Could not retrieve %s for %s", list.what, list.what, group)
		}
		var ids []string
		for _, object := range objects {
			if list.path != "memberOf" || object.Type == "#microsoft.graph.administrativeUnit" {
				ids = append(ids, object.ID)
			}
		}
		outputs[resource.PropertyKey(list.property)] = setValue(ids)
	}
	// Graph knows nothing of this one: it stays what it was, and is off after an import.
	outputs["preventDuplicateNames"] = flagValue(flagOf(known, "preventDuplicateNames"))
	return outputs, nil
}

func (g groupBody) outputs() resource.PropertyMap {
	return resource.PropertyMap{
		"assignableToRole":             flagValue(g.IsAssignableToRole),
		"autoSubscribeNewMembers":      flagValue(false),
		"behaviors":                    setValue(g.ResourceBehaviorOptions),
		"description":                  textValue(g.Description),
		"displayName":                  textValue(g.DisplayName),
		"externalSendersAllowed":       flagValue(false),
		"hideFromAddressLists":         flagValue(false),
		"hideFromOutlookClients":       flagValue(false),
		"mail":                         textValue(g.Mail),
		"mailEnabled":                  flagValue(g.MailEnabled),
		"mailNickname":                 textValue(g.MailNickname),
		"objectId":                     textValue(g.ID),
		"onpremisesDomainName":         textValue(g.OnPremisesDomainName),
		"onpremisesGroupType":          textValue(""),
		"onpremisesNetbiosName":        textValue(g.OnPremisesNetBiosName),
		"onpremisesSamAccountName":     textValue(g.OnPremisesSamAccountName),
		"onpremisesSecurityIdentifier": textValue(g.OnPremisesSecurityIdentifier),
		"onpremisesSyncEnabled":        flagValue(g.OnPremisesSyncEnabled),
		"preferredLanguage":            textValue(g.PreferredLanguage),
		"provisioningOptions":          setValue(g.ResourceProvisioningOptions),
		"proxyAddresses":               setValue(g.ProxyAddresses),
		"securityEnabled":              flagValue(g.SecurityEnabled),
		"theme":                        textValue(g.Theme),
		"types":                        setValue(g.GroupTypes),
		"visibility":                   textValue(g.Visibility),
		"writebackEnabled":             flagValue(false),
	}
}

// updateGroup writes the properties, then members (removed before added), then owners (added before removed).
func updateGroup(ctx context.Context, t *tenant, id string, have, want resource.PropertyMap) error {
	group, err := groupOf(id)
	if err != nil {
		return err
	}
	defer t.locks.hold("azuread_group." + string(group))()
	name := textOf(want, "displayName")
	if flagOf(want, "preventDuplicateNames") {
		existing, err := t.groupsNamed(ctx, name)
		if err != nil {
			return heading(err, "[display_name] Could not check for existing group(s)")
		}
		for _, other := range existing {
			if other.ID != string(group) {
				return duplicateName(other.ID, name)
			}
		}
	}
	body := map[string]any{
		"@odata.type":     "#microsoft.graph.group",
		"description":     orNull(textOf(want, "description")),
		"displayName":     name,
		"mailEnabled":     flagOf(want, "mailEnabled"),
		"membershipRule":  nil,
		"securityEnabled": flagOf(want, "securityEnabled"),
	}
	if visibility := textOf(want, "visibility"); visibility != textOf(have, "visibility") {
		body["visibility"] = visibility
	}
	if err := t.send(ctx, call{method: http.MethodPatch, path: group.path(), body: body}, nil); err != nil {
		return heading(err, "Updating %s", group)
	}
	if changed(have, want, "members") {
		if err := t.setMembers(ctx, group, textsOf(want, "members")); err != nil {
			return err
		}
	}
	if owners := textsOf(want, "owners"); len(owners) > 0 && changed(have, want, "owners") {
		return t.setOwners(ctx, group, owners)
	}
	return nil
}

func changed(have, want resource.PropertyMap, list string) bool {
	old, wanted := textsOf(have, list), textsOf(want, list)
	return len(difference(old, wanted)) > 0 || len(difference(wanted, old)) > 0
}

func (t *tenant) setMembers(ctx context.Context, group groupID, wanted []string) error {
	existing, err := t.listed(ctx, group, "members")
	if err != nil {
		return err
	}
	for _, member := range difference(existing, wanted) {
		if err := t.dropReference(ctx, group, "members", member); err != nil {
			return heading(err, "removing %s", memberName(group, member))
		}
	}
	for _, member := range difference(wanted, existing) {
		if err := t.addReference(ctx, group, "members", member); err != nil {
			return heading(err, "removing %s", memberName(group, member)) // the real plugin says "removing" here too
		}
	}
	return nil
}

func (t *tenant) setOwners(ctx context.Context, group groupID, wanted []string) error {
	existing, err := t.listed(ctx, group, "owners")
	if err != nil {
		return err
	}
	ownerName := func(owner string) string {
		return fmt.Sprintf("Group Id Owner (Group: %q\nDirectory Object: %q)", string(group), owner)
	}
	for _, owner := range difference(wanted, existing) {
		if err := t.addReference(ctx, group, "owners", owner); err != nil {
			return heading(err, "removing %s", ownerName(owner)) // as for members
		}
	}
	for _, owner := range difference(existing, wanted) {
		if err := t.dropReference(ctx, group, "owners", owner); err != nil {
			return heading(err, "removing %s", ownerName(owner))
		}
	}
	return nil
}

// listed reads who is in a list now; a failure says "members" for owners too, as the real plugin does.
func (t *tenant) listed(ctx context.Context, group groupID, list string) ([]string, error) {
	objects, err := every[directoryObject](ctx, t.graph, group.path()+"/"+list, nil)
	if err != nil {
		return nil, heading(err, "Could not retrieve members for %s", group)
	}
	var ids []string
	for _, object := range objects {
		ids = append(ids, object.ID)
	}
	return ids, nil
}

func (t *tenant) dropReference(ctx context.Context, group groupID, list, object string) error {
	return t.send(ctx, call{method: http.MethodDelete, path: fmt.Sprintf("%s/%s/%s/$ref", group.path(), list, object)}, nil)
}

func memberName(group groupID, member string) string {
	return fmt.Sprintf("Group Id Member (Group: %q\nDirectory Object: %q)", string(group), member)
}
