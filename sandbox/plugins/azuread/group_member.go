package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// groupMemberKind is azuread_group_member: one membership as an object of its own.
//
// Rests on: terraform-provider-azuread 3.9, internal/services/groups/group_member_resource.go, and the measured calls.
func groupMemberKind() *kind {
	return &kind{
		token:     "azuread:index/groupMember:GroupMember",
		terraform: "azuread_group_member",
		properties: []property{
			{name: "groupObjectId", terraform: "group_object_id", replaces: true, uuid: true,
				required: "The object ID of the group you want to add the member to"},
			{name: "memberObjectId", terraform: "member_object_id", replaces: true, uuid: true,
				required: "The object ID of the principal you want to add as a member to the group. Supported object types are Users, Groups or Service Principals"},
		},
		timeouts: timeouts{create: 5 * time.Minute, read: 5 * time.Minute, update: 5 * time.Minute, remove: 5 * time.Minute},
		idForm:   func(id string) error { _, _, err := membershipOf(id); return err },
		create:   createMembership,
		read:     readMembership,
		remove:   removeMembership,
	}
}

// membershipOf takes the state's id apart: "{group}/member/{member}".
func membershipOf(id string) (groupID, string, error) {
	parts := strings.Split(id, "/")
	if len(parts) != 3 || parts[1] != "member" {
		return "", "", fmt.Errorf("unable to parse Member ID: object Resource ID should be in the format {objectId}/{type}/{subId} - but got %q", id)
	}
	return groupID(parts[0]), parts[2], nil
}

func createMembership(ctx context.Context, t *tenant, want resource.PropertyMap) (string, error) {
	group, member := groupID(textOf(want, "groupObjectId")), textOf(want, "memberObjectId")
	id := fmt.Sprintf("%s/member/%s", string(group), member)
	defer t.locks.hold("azuread_group." + string(group))()
	switch err := t.send(ctx, call{method: http.MethodGet, path: group.path()}, nil); {
	case isNotFound(err):
		return "", heading(nil, "[object_id] %s was not found", group)
	case err != nil:
		return "", heading(err, "[object_id] Retrieving %s", group)
	}
	existing, err := every[directoryObject](ctx, t.graph, group.path()+"/members", nil)
	if err != nil {
		return "", heading(err, "Listing existing members for %s", group)
	}
	for _, object := range existing {
		if strings.EqualFold(object.ID, member) {
			return "", fmt.Errorf("[id] A resource with the ID %q already exists: "+
				"To be managed via Terraform, this resource needs to be imported into the State. "+
				"Please see the resource documentation for %q for more information.", id, "azuread_group_member")
		}
	}
	if err := t.addReference(ctx, group, "members", member); err != nil {
		return "", heading(err, "Adding %s", memberName(group, member))
	}
	return id, nil
}

func readMembership(ctx context.Context, t *tenant, id string, _ resource.PropertyMap) (resource.PropertyMap, error) {
	group, member, err := membershipOf(id)
	if err != nil {
		return nil, err
	}
	there, err := t.isMember(ctx, group, member)
	if err != nil {
		return nil, heading(err, "Retrieving member %q for group with object ID: %q", member, string(group))
	}
	if !there {
		return nil, nil
	}
	return resource.PropertyMap{"groupObjectId": textValue(string(group)), "memberObjectId": textValue(member)}, nil
}

func (t *tenant) isMember(ctx context.Context, group groupID, member string) (bool, error) {
	found, err := every[directoryObject](ctx, t.graph, group.path()+"/members", filter("id eq '%s'", member))
	if isNotFound(err) {
		return false, nil
	}
	for _, object := range found {
		if object.ID == member {
			return true, err
		}
	}
	return false, err
}

func removeMembership(ctx context.Context, t *tenant, id string) error {
	group, member, err := membershipOf(id)
	if err != nil {
		return err
	}
	defer t.locks.hold("azuread_group." + string(group))()
	if err := t.dropReference(ctx, group, "members", member); err != nil {
		return heading(err, "Removing %s", memberName(group, member))
	}
	err = t.pace.settle(ctx, steadyGone, func(ctx context.Context) (bool, error) {
		there, err := t.isMember(ctx, group, member)
		return !there, err
	})
	if err != nil {
		return heading(err, "Waiting for removal of %s", memberName(group, member))
	}
	return nil
}
