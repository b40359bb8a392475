package main

import (
	"context"
	"slices"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func wantedMembership() map[string]any {
	return map[string]any{"groupObjectId": team, "memberObjectId": ada}
}

const memberQuery = "GET " + groupPath + "/members?id eq '" + ada + "'"

func TestMembershipIsAddedAndRemoved(t *testing.T) {
	f, p := signedIn(t)
	standing(f, grace)
	f.on(memberQuery, objects(ada), objects(ada), objects())
	made, err := create(t, p, entryTy, wantedMembership())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "id", made.GetId(), team+"/member/"+ada)
	lines(t, f.calls(), []string{"GET " + groupPath, "GET " + groupPath + "/members", "POST " + groupPath + "/members/$ref", memberQuery})
	if _, err := p.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: urn(entryTy), Id: made.GetId()}); err != nil {
		t.Fatal(err)
	}
	lines(t, f.calls(), slices.Concat([]string{"DELETE " + groupPath + "/members/" + ada + "/$ref"}, repeat(memberQuery, 11)))
}

func TestMembershipThatStandsIsRefused(t *testing.T) {
	f, p := signedIn(t)
	standing(f, ada)
	_, err := create(t, p, entryTy, wantedMembership())
	says(t, err, "A resource with the ID \""+team+"/member/"+ada+"\" already exists")
}
