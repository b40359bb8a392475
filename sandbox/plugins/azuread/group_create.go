package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// createGroup makes a group, waits until it is seen everywhere, and adds its members.
func createGroup(ctx context.Context, t *tenant, want resource.PropertyMap) (string, error) {
	name := textOf(want, "displayName")
	if flagOf(want, "preventDuplicateNames") {
		existing, err := t.groupsNamed(ctx, name)
		if err != nil {
			return "", heading(err, "[name] Could not check for existing groups(s)")
		}
		if len(existing) > 0 {
			return "", duplicateName(existing[0].ID, name)
		}
	}
	owners, later, err := t.firstOwners(ctx, textsOf(want, "owners"))
	if err != nil {
		return "", err
	}
	made, err := t.postGroup(ctx, want, owners)
	switch {
	case err != nil:
		return "", heading(err, "Creating group %q", name)
	case made.ID == "":
		return "", heading(errors.New("unable to obtain group object ID"), "Creating group %q", name)
	}
	group := groupID(made.ID)
	if err := t.awaitGroup(ctx, group, name); err != nil {
		return group.state(), err
	}
	for _, owner := range later {
		if err := t.addReference(ctx, group, "owners", owner); err != nil {
			return group.state(), heading(err, "Could not add owners to %s", group)
		}
	}
	for _, member := range textsOf(want, "members") {
		if err := t.addReference(ctx, group, "members", member); err != nil {
			return group.state(), heading(err, "Could not add members to group with object ID: %q", group.state())
		}
	}
	return group.state(), nil
}

// firstOwners splits the wanted owners into the up to 20 that the group is made with and the rest. The caller goes
// first, then users, service principals, groups; each owner but the caller is looked up once per type, as the real one does.
func (t *tenant) firstOwners(ctx context.Context, wanted []string) (first, later []string, err error) {
	for _, owner := range wanted {
		if strings.EqualFold(owner, t.caller) {
			first = append(first, t.caller)
		}
	}
	for _, kind := range []string{"user", "servicePrincipal", "group"} {
		for _, owner := range wanted {
			if strings.EqualFold(owner, t.caller) {
				continue
			}
			var found directoryObject
			if err := t.send(ctx, call{method: http.MethodGet, path: "/v1.0/directoryObjects/" + owner}, &found); err != nil {
				return nil, nil, heading(err, "Could not retrieve owner principal object %q", owner)
			}
			switch {
			case found.Type != "#microsoft.graph."+kind:
			case len(first) < 20:
				first = append(first, owner)
			default:
				later = append(later, owner)
			}
		}
	}
	if len(first) == 0 {
		first = []string{t.caller}
	}
	return first, later, nil
}

// postGroup sends the POST, and once more without the caller as owner where Graph adds the caller itself.
func (t *tenant) postGroup(ctx context.Context, want resource.PropertyMap, owners []string) (groupBody, error) {
	body := map[string]any{
		"@odata.type":                 "#microsoft.graph.group",
		"description":                 orNull(textOf(want, "description")),
		"displayName":                 textOf(want, "displayName"),
		"groupTypes":                  []string{},
		"isAssignableToRole":          flagOf(want, "assignableToRole"),
		"mailEnabled":                 flagOf(want, "mailEnabled"),
		"mailNickname":                nicknameOf(want),
		"membershipRule":              nil,
		"owners@odata.bind":           t.bind(owners),
		"resourceBehaviorOptions":     []string{},
		"resourceProvisioningOptions": []string{},
		"securityEnabled":             flagOf(want, "securityEnabled"),
	}
	if visibility := textOf(want, "visibility"); visibility != "" {
		body["visibility"] = visibility
	}
	var made groupBody
	post := call{method: http.MethodPost, path: "/beta/groups", body: body, retry: retryNewGroup}
	err := t.send(ctx, post, &made)
	if !isStatus(err, http.StatusBadRequest) || !strings.Contains(err.Error(), "Request contains a property with duplicate values") {
		return made, err
	}
	others := slices.DeleteFunc(slices.Clone(owners), func(owner string) bool { return owner == t.caller })
	switch len(others) {
	case len(owners):
		return made, err
	case 0:
		delete(body, "owners@odata.bind")
	default:
		body["owners@odata.bind"] = t.bind(others)
	}
	post.retry = nil
	return made, t.send(ctx, post, &made)
}

// retryNewGroup repeats the POST while an owner has not been replicated yet.
func retryNewGroup(status int, said *odataError) bool {
	return status == http.StatusNotFound || status == http.StatusBadRequest &&
		(strings.Contains(said.String(), "One or more property values specified are invalid") ||
			strings.Contains(said.String(), "does not exist or one of its queried reference-property objects are not present"))
}

// awaitGroup writes a mark over the display name and takes it back, then looks until the name has stood for a while:
// only then has the new group been replicated.
func (t *tenant) awaitGroup(ctx context.Context, group groupID, name string) error {
	for _, title := range []string{"TERRAFORM_UPDATE_" + newUUID(), name} {
		err := t.send(ctx, call{
			method: http.MethodPatch, path: group.path(), retry: retryNotFound,
			body: map[string]any{"@odata.type": "#microsoft.graph.group", "displayName": title},
		}, nil)
		switch {
		case isNotFound(err):
			return heading(err, "Timed out whilst waiting for new %s to be replicated in Azure AD", group)
		case err != nil:
			return heading(err, "Failed to patch %s after creating", group)
		}
	}
	err := t.pace.settle(ctx, steadyUpdate, func(ctx context.Context) (bool, error) {
		var found groupBody
		err := t.send(ctx, call{method: http.MethodGet, path: group.path()}, &found)
		if isNotFound(err) {
			return false, nil
		}
		return found.DisplayName == name, err
	})
	if err != nil {
		return heading(err, "Waiting for update of `display_name` for %s", group)
	}
	return nil
}

func (t *tenant) addReference(ctx context.Context, group groupID, list, object string) error {
	return t.send(ctx, call{
		method: http.MethodPost, path: fmt.Sprintf("%s/%s/$ref", group.path(), list), body: t.reference(object),
	}, nil)
}

func (t *tenant) bind(objects []string) []string {
	var bound []string
	for _, object := range objects {
		bound = append(bound, t.reference(object)["@odata.id"])
	}
	return bound
}

// nicknameOf takes the program's nickname, or makes one up as the portal does: eight hexadecimal digits, a dash, one more.
func nicknameOf(want resource.PropertyMap) string {
	if wanted := textOf(want, "mailNickname"); wanted != "" {
		return wanted
	}
	digits := strings.ReplaceAll(newUUID(), "-", "")
	return digits[:8] + "-" + digits[8:9]
}

func orNull(value string) any {
	if value == "" {
		return nil
	}
	return value
}

func newUUID() string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails (documented since Go 1.24)
	return fmt.Sprintf("%x-%x-%x-%x-%x", random[:4], random[4:6], random[6:8], random[8:10], random[10:])
}
