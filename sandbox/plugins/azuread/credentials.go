package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
)

// cloud is where a named environment signs in and where its Graph is.
type cloud struct{ login, graph string }

// cloudNamed rests on go-azure-sdk, environments/from_name.go.
func cloudNamed(name string) (cloud, error) {
	switch name {
	case "global", "public":
		return cloud{"https://login.microsoftonline.com", "https://graph.microsoft.com"}, nil
	case "usgovernment", "usgovernmentl4":
		return cloud{"https://login.microsoftonline.us", "https://graph.microsoft.us"}, nil
	case "dod", "usgovernmentl5":
		return cloud{"https://login.microsoftonline.us", "https://dod-graph.microsoft.us"}, nil
	case "china":
		return cloud{"https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"}, nil
	}
	return cloud{}, fmt.Errorf("no environment was found with the name %q", name)
}

// credential is how the application proves itself: the part of the token request that differs.
type credential func(ctx context.Context, tokenURL string) (url.Values, error)

// identity is who asks for tokens, and how.
type identity struct {
	tenantID, clientID string
	proof              credential
	secret             string // never to be repeated in a text
}

var (
	errNoCredential = errors.New("no Authorizer could be configured, please check your configuration")
	// The stand-in never starts the Azure CLI: it behaves as on a machine without one.
	errOnlyCLI = errors.New(`could not configure AzureCli Authorizer: could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH`)
)

// newIdentity chooses the first way to sign in that is complete: certificate, secret, OIDC token, Azure DevOps, GitHub,
// managed identity, Azure CLI. Rests on go-azure-sdk, auth.NewAuthorizerFromCredentials.
func newIdentity(s settings) (*identity, error) {
	token, err := s.fromFile("oidcToken", "oidcTokenFilePath", "OIDC Token")
	if err != nil {
		return nil, err
	}
	secret, err := s.fromFile("clientSecret", "clientSecretFilePath", "Client Secret")
	if err != nil {
		return nil, err
	}
	clientID, err := s.fromFile("clientId", "clientIdFilePath", "Client ID")
	if err != nil {
		return nil, err
	}
	who := &identity{tenantID: s["tenantId"], clientID: clientID}
	app := who.tenantID != "" && who.clientID != ""
	oidc := s.on("useOidc") || s.on("useAksWorkloadIdentity")
	requested := app && oidc && s["oidcRequestUrl"] != "" && s["oidcRequestToken"] != ""
	switch {
	case app && (s["clientCertificate"] != "" || s["clientCertificatePath"] != ""):
		archive, err := certificateArchive(s)
		if err != nil {
			return nil, fmt.Errorf("could not configure ClientCertificate Authorizer: %w", err)
		}
		who.proof = certificateProof(archive, clientID)
	case app && secret != "":
		who.secret = secret
		who.proof = func(context.Context, string) (url.Values, error) {
			return url.Values{"client_secret": {secret}}, nil
		}
	case app && oidc && token != "":
		who.secret = token
		who.proof = func(context.Context, string) (url.Values, error) { return assertion(token), nil }
	case requested:
		return nil, errors.New("the stand-in for the azuread plugin does not ask Azure DevOps or GitHub for an OIDC token: give the token itself (ARM_OIDC_TOKEN)")
	case s.on("useMsi"):
		return nil, errors.New("the stand-in for the azuread plugin does not sign in as a managed identity")
	case s.on("useCli"):
		return nil, errOnlyCLI
	default:
		return nil, errNoCredential
	}
	return who, nil
}

// preconfigure refuses a configuration without a way to sign in, before anything is sent, in the real plugin's words.
func preconfigure(s settings) error {
	name := s["environment"]
	if _, err := cloudNamed(name); err != nil {
		return fmt.Errorf("failed to read Azure environment %q: %w", name, err)
	}
	if _, err := newIdentity(s); err != nil {
		return fmt.Errorf("failed to load Azure credentials.\n"+
			"Details: %w\n\n"+
			"\tPlease make sure you have signed in via 'az login' or configured another authentication method.\n\n"+
			"\tSee https://www.pulumi.com/registry/packages/azuread/installation-configuration/ for more information", err)
	}
	return nil
}

// assertion is the token request's part for a signed statement, ours or a federated one.
func assertion(signed string) url.Values {
	return url.Values{
		"client_assertion":      {signed},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
	}
}

func certificateArchive(s settings) (*archive, error) {
	var content []byte
	var err error
	if encoded := s["clientCertificate"]; encoded != "" {
		if content, err = base64.StdEncoding.DecodeString(encoded); err != nil {
			return nil, fmt.Errorf("could not decode client certificate data: %w", err)
		}
	} else if content, err = os.ReadFile(s["clientCertificatePath"]); err != nil {
		return nil, fmt.Errorf("could not read PKCS#12 archive at %q: %w", s["clientCertificatePath"], err)
	}
	found, err := openArchive(content, s["clientCertificatePassword"])
	if err != nil {
		return nil, fmt.Errorf("could not decode PKCS#12 archive: %w", err)
	}
	return found, nil
}
