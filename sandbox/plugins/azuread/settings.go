package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// setting is one key of the provider's configuration, and the environment variables that stand for it, first one first.
type setting struct {
	name        string
	environment []string
	flag        bool // travels as JSON text
	secret      bool
	fallback    string
}

var settingsTable = []setting{
	{name: "clientId", environment: []string{"ARM_CLIENT_ID"}, secret: true},
	{name: "clientIdFilePath", environment: []string{"ARM_CLIENT_ID_FILE_PATH"}},
	{name: "tenantId", environment: []string{"ARM_TENANT_ID"}},
	{name: "environment", environment: []string{"ARM_ENVIRONMENT"}, fallback: "global"},
	{name: "metadataHost", environment: []string{"ARM_METADATA_HOSTNAME"}},
	{name: "clientCertificate", environment: []string{"ARM_CLIENT_CERTIFICATE"}},
	{name: "clientCertificatePassword", environment: []string{"ARM_CLIENT_CERTIFICATE_PASSWORD"}, secret: true},
	{name: "clientCertificatePath", environment: []string{"ARM_CLIENT_CERTIFICATE_PATH"}},
	{name: "clientSecret", environment: []string{"ARM_CLIENT_SECRET"}, secret: true},
	{name: "clientSecretFilePath", environment: []string{"ARM_CLIENT_SECRET_FILE_PATH"}},
	{name: "useOidc", environment: []string{"ARM_USE_OIDC"}, flag: true},
	{name: "oidcToken", environment: []string{"ARM_OIDC_TOKEN"}},
	{name: "oidcTokenFilePath", environment: []string{"ARM_OIDC_TOKEN_FILE_PATH"}},
	{name: "oidcRequestToken", environment: []string{"ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"}},
	{name: "oidcRequestUrl", environment: []string{"ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"}},
	{name: "adoPipelineServiceConnectionId", environment: []string{"ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID"}},
	{name: "useAksWorkloadIdentity", environment: []string{"ARM_USE_AKS_WORKLOAD_IDENTITY"}, flag: true},
	{name: "useCli", environment: []string{"ARM_USE_CLI"}, flag: true, fallback: "true"},
	{name: "useMsi", environment: []string{"ARM_USE_MSI"}, flag: true},
	{name: "msiEndpoint", environment: []string{"ARM_MSI_ENDPOINT"}},
	{name: "partnerId", environment: []string{"ARM_PARTNER_ID"}},
	{name: "disableTerraformPartnerId", environment: []string{"ARM_DISABLE_TERRAFORM_PARTNER_ID"}, flag: true},
}

// settings are the provider's configuration, each key from the program or else from the environment.
type settings map[string]string

// newSettings reads the configuration. A key that the program leaves out, or gives as empty text, comes from the environment.
func newSettings(given resource.PropertyMap) (settings, error) {
	found := settings{}
	for _, s := range settingsTable {
		value := given[resource.PropertyKey(s.name)]
		found[s.name] = s.fallback
		switch {
		case value.IsString() && value.StringValue() != "":
			found[s.name] = value.StringValue()
		case value.IsBool():
			found[s.name] = strconv.FormatBool(value.BoolValue())
		default:
			for _, variable := range s.environment {
				if text := os.Getenv(variable); text != "" {
					found[s.name] = text
					break
				}
			}
		}
		if s.flag && found[s.name] != "" {
			if _, err := strconv.ParseBool(unquoted(found[s.name])); err != nil {
				return nil, fmt.Errorf("%s must be true or false, not %q", s.name, found[s.name])
			}
		}
	}
	return found, nil
}

func (s settings) on(name string) bool {
	value, _ := strconv.ParseBool(unquoted(s[name]))
	return value
}

// fromFile joins a key with the key that names a file for it; where both are given they must agree.
func (s settings) fromFile(name, fileName, what string) (string, error) {
	plain := strings.TrimSpace(s[name])
	path := s[fileName]
	if path == "" {
		return plain, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading %s from file %q: %w", what, path, err)
	}
	inFile := strings.TrimSpace(string(content))
	if plain != "" && plain != inFile {
		return "", fmt.Errorf("mismatch between supplied %[1]s and supplied %[1]s file contents - please either remove one or ensure they match", what)
	}
	return inFile, nil
}

func settingNamed(name string) (setting, bool) {
	for _, s := range settingsTable {
		if s.name == name {
			return s, true
		}
	}
	return setting{}, false
}

// unquoted takes the quotes off a boolean that was sent as a JSON string.
func unquoted(value string) string {
	var inner string
	if json.Unmarshal([]byte(value), &inner) == nil {
		return inner
	}
	return value
}
