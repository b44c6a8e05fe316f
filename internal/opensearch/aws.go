package opensearch

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/opensearch-project/opensearch-go/v4/signer"
	"github.com/opensearch-project/opensearch-go/v4/signer/awsv2"
)

// newSigner returns what signs requests for a cluster that Amazon hosts, if $MINUTES_AWS_SERVICE
// asks for it; otherwise nil. The key is in the variables that all programs for Amazon's services
// read. Other places for it would need ten more modules; "aws configure export-credentials
// --format env" prints what they have.
func newSigner() (signer.Signer, error) {
	service := os.Getenv("MINUTES_AWS_SERVICE")
	if service == "" {
		return nil, nil
	}
	if service != "es" && service != "aoss" {
		return nil, fmt.Errorf("$MINUTES_AWS_SERVICE is %q; set it to es, or to aoss for a serverless cluster", service)
	}
	region := os.Getenv("AWS_REGION")
	if region == "" {
		return nil, errors.New("$MINUTES_AWS_SERVICE needs $AWS_REGION, such as eu-central-1")
	}
	if _, err := awsKey(context.Background()); err != nil {
		return nil, err
	}
	return awsv2.NewSignerWithService(aws.Config{Region: region, Credentials: aws.CredentialsProviderFunc(awsKey)}, service)
}

// awsKey returns the key to sign with.
func awsKey(context.Context) (aws.Credentials, error) {
	key := aws.Credentials{
		AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"), SessionToken: os.Getenv("AWS_SESSION_TOKEN"),
	}
	if key.AccessKeyID == "" || key.SecretAccessKey == "" {
		return key, errors.New("$MINUTES_AWS_SERVICE needs $AWS_ACCESS_KEY_ID and $AWS_SECRET_ACCESS_KEY; to set them: eval \"$(aws configure export-credentials --format env)\"")
	}
	return key, nil
}
