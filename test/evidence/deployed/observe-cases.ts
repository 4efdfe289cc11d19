import {
  Either,
  Joined,
  Later,
  Reference,
  type Resource,
  Unwritten,
  type Value,
} from '../../../shared/evidence/deployed/resource.ts';
import { aws, azure, cfn, google } from './deployments.ts';

export const wait = new Later('known after apply');
export const mumbai = 'store aws/ap-south-1 configuration';
/** Resources, the first of which is looked at, and what is seen of it. */
export type Row = { readonly name: string; readonly resources: readonly Resource[]; readonly want: readonly string[] };

const virginia = (name: string, type: string, properties: { [key: string]: Value } = {}) =>
  cfn(name, type, properties, { region: 'us-east-1' });

export const copies: readonly Row[] = [
  {
    name: 'replicas of a table, each where it is said to be',
    resources: [
      cfn('T', 'AWS::DynamoDB::GlobalTable', {
        Replicas: [{ Region: 'ap-south-1' }, { Region: 'us-west-2' }, { Region: wait }],
      }),
    ],
    want: [mumbai, 'store aws/us-west-2 configuration', 'store aws: unknown region (known after apply) hint'],
  },
  {
    name: 'a secret and its replica',
    resources: [cfn('S', 'AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'eu-west-1' }] })],
    want: ['replicate aws/eu-west-1 configuration', mumbai],
  },
  {
    name: 'a backup vault by its ARN',
    resources: [
      cfn('P', 'AWS::Backup::BackupPlan', {
        BackupPlan: {
          BackupPlanRule: [
            { CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:ap-southeast-1:1:backup-vault:x' }] },
          ],
        },
      }),
    ],
    want: ['backup aws/ap-southeast-1 configuration', mumbai],
  },
  {
    name: 'a snapshot policy with its target, which the facts did not have',
    resources: [
      cfn('D', 'AWS::DLM::LifecyclePolicy', {
        PolicyDetails: {
          Schedules: [{ CrossRegionCopyRules: [{ Target: 'us-east-1' }] }],
          Actions: [{ CrossRegionCopy: [{ Target: 'us-west-2' }] }],
        },
      }),
    ],
    want: ['backup aws/us-east-1 configuration', 'backup aws/us-west-2 configuration', mumbai],
  },
  {
    name: 'a bucket known by reference, not by name',
    resources: [
      cfn('B', 'AWS::S3::Bucket', {
        ReplicationConfiguration: {
          Rules: [{ Destination: { Bucket: new Reference('Pay/Copy') } }],
        },
      }),
      virginia('Copy', 'AWS::S3::Bucket'),
    ],
    want: ['replicate aws/us-east-1 configuration', mumbai],
  },
  {
    name: 'a replication that is only known later',
    resources: [cfn('B', 'AWS::S3::Bucket', { ReplicationConfiguration: wait })],
    want: ['replicate aws: unknown region (known after apply) hint', mumbai],
  },
  {
    name: 'logs in a bucket that is not here: the service takes none but of the same region',
    resources: [cfn('B', 'AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: 'logs' } })],
    want: ['log aws/ap-south-1 configuration', mumbai],
  },
  {
    name: 'two buckets of one name that stand apart are neither',
    resources: [
      cfn('B', 'AWS::CloudTrail::Trail', { S3BucketName: 'logs' }),
      cfn('One', 'AWS::S3::Bucket', { BucketName: 'logs' }),
      virginia('Two', 'AWS::S3::Bucket', { BucketName: 'logs' }),
    ],
    want: ['log aws: unknown region (it may be any of 2 resources that stand apart) hint', mumbai],
  },
  {
    name: 'access logs of a load balancer, among other attributes',
    resources: [
      cfn('L', 'AWS::ElasticLoadBalancingV2::LoadBalancer', {
        LoadBalancerAttributes: [
          { Key: 'idle_timeout.timeout_seconds', Value: '60' },
          { Key: 'access_logs.s3.bucket', Value: new Reference('Pay/Logs') },
        ],
      }),
      virginia('Logs', 'AWS::S3::Bucket'),
    ],
    want: ['log aws/us-east-1 hint', 'process aws/ap-south-1 configuration'],
  },
  {
    name: 'members of a global database: those here, and a doubt about others',
    resources: [
      cfn('A', 'AWS::RDS::DBCluster', { GlobalClusterIdentifier: 'world' }),
      virginia('B', 'AWS::RDS::DBCluster', { GlobalClusterIdentifier: 'world' }),
      virginia('C', 'AWS::RDS::DBCluster', { GlobalClusterIdentifier: 'other' }),
    ],
    want: [
      'replicate aws/us-east-1 configuration',
      'replicate aws: unknown region (members of the group outside this deployment are not shown) hint',
      mumbai,
    ],
  },
  {
    name: 'a replication of Terraform, a resource of its own with lists of blocks',
    resources: [
      aws('r', 'aws_s3_bucket_replication_configuration', {
        bucket: 'kyc',
        rule: [{ destination: [{ bucket: 'arn:aws:s3:::dr' }] }],
      }),
      aws('dr', 'aws_s3_bucket', { bucket: 'dr' }, { region: 'ap-south-2' }),
    ],
    want: ['replicate aws/ap-south-2 configuration', mumbai],
  },
  {
    name: 'Azure accounts and their pairs',
    resources: [
      azure('a', 'azurerm_storage_account', { location: 'Central India', account_replication_type: 'RAGRS' }),
    ],
    want: ['replicate azure/southindia configuration', 'store azure/centralindia configuration'],
  },
  {
    name: 'a pair across a border',
    resources: [
      azure('a', 'azurerm_storage_account', { account_replication_type: 'GRS' }, { region: 'southeastasia' }),
    ],
    want: ['replicate azure/eastasia configuration', 'store azure/southeastasia configuration'],
  },
  {
    name: 'locally redundant storage has no pair',
    resources: [azure('a', 'azurerm_storage_account', { account_replication_type: 'LRS' })],
    want: ['store azure/centralindia configuration'],
  },
  {
    name: 'redundancy that is only known later, and one that nobody knows',
    resources: [azure('a', 'azurerm_storage_account', { account_replication_type: wait })],
    want: ['replicate azure: unknown region (known after apply) hint', 'store azure/centralindia configuration'],
  },
  {
    name: 'a spelling of redundancy that does not exist',
    resources: [azure('a', 'azurerm_storage_account', { account_replication_type: '__proto__' })],
    want: [
      'replicate azure: unknown region (`__proto__` is not a value that we know) hint',
      'store azure/centralindia configuration',
    ],
  },
];

export const directions: readonly Row[] = [
  {
    name: 'a replica in India of what is abroad: the data rest there already',
    resources: [cfn('R', 'AWS::RDS::DBInstance', { SourceDBInstanceIdentifier: 'arn:aws:rds:us-east-1:1:db:main' })],
    want: ['replicate aws/ap-south-1 configuration', mumbai, 'store aws/us-east-1 configuration'],
  },
  {
    name: 'a replica abroad of what is in India: the copy is abroad',
    resources: [
      virginia('R', 'AWS::RDS::DBInstance', { SourceDBInstanceIdentifier: 'arn:aws:rds:ap-south-1:1:db:main' }),
    ],
    want: ['replicate aws/us-east-1 configuration', mumbai, 'store aws/us-east-1 configuration'],
  },
  {
    name: 'a subscription names where its topic is, not where it delivers',
    resources: [cfn('S', 'AWS::SNS::Subscription', { Region: 'us-east-1' })],
    want: [mumbai, 'store aws/us-east-1 configuration'],
  },
  {
    name: 'a database from a snapshot elsewhere: it came from there, and is no backup',
    resources: [cfn('D', 'AWS::RDS::DBInstance', { DBSnapshotIdentifier: 'arn:aws:rds:us-east-1:1:snapshot:s' })],
    want: [mumbai, 'store aws/us-east-1 configuration'],
  },
  {
    name: 'a source that may be there or not makes no sure copy',
    resources: [
      cfn('D', 'AWS::RDS::DBInstance', {
        SourceDBInstanceIdentifier: new Either(['arn:aws:rds:us-east-1:1:db:main', undefined], 'a condition decides'),
      }),
    ],
    want: ['replicate aws/ap-south-1 hint', mumbai, 'store aws/us-east-1 hint'],
  },
  {
    name: 'automated backups are copied to where their resource is',
    resources: [
      aws(
        'b',
        'aws_db_instance_automated_backups_replication',
        { source_db_instance_arn: 'arn:aws:rds:ap-south-1:1:db:main' },
        { region: 'us-east-1' },
      ),
    ],
    want: ['backup aws/us-east-1 configuration', 'store aws/us-east-1 configuration'],
  },
];

export const absences: readonly Row[] = [
  {
    name: 'BigQuery',
    resources: [google('d', 'google_bigquery_dataset')],
    want: ['store gcp/bigquery.us configuration'],
  },
  {
    name: 'BigQuery, said',
    resources: [google('d', 'google_bigquery_dataset', { location: 'ASIA-SOUTH1' })],
    want: ['store gcp/asia-south1 configuration'],
  },
  {
    name: 'backups of Cloud SQL',
    resources: [google('s', 'google_sql_database_instance', { region: 'asia-south1', settings: [{ tier: 'x' }] })],
    want: ['backup gcp/storage.asia hint', 'store gcp/asia-south1 configuration'],
  },
  {
    name: 'backups of Cloud SQL, switched on',
    resources: [
      google('s', 'google_sql_database_instance', {
        region: 'asia-south1',
        settings: [{ backup_configuration: [{ enabled: true }] }],
      }),
    ],
    want: ['backup gcp/storage.asia configuration', 'store gcp/asia-south1 configuration'],
  },
  {
    name: 'backups of Cloud SQL, said',
    resources: [
      google('s', 'google_sql_database_instance', {
        region: 'asia-south1',
        settings: [{ backup_configuration: [{ location: 'asia-south2' }] }],
      }),
    ],
    want: ['backup gcp/asia-south2 configuration', 'store gcp/asia-south1 configuration'],
  },
  {
    name: 'backups of Cloud SQL, switched off',
    resources: [
      google('s', 'google_sql_database_instance', {
        region: 'asia-south1',
        settings: [{ backup_configuration: [{ enabled: false }] }],
      }),
    ],
    want: ['store gcp/asia-south1 configuration'],
  },
  {
    name: 'endpoints of API Gateway',
    resources: [cfn('A', 'AWS::ApiGateway::RestApi')],
    want: ['process aws/ap-south-1 configuration', 'transfer cloudfront/network hint'],
  },
  {
    name: 'endpoints of API Gateway, regional',
    resources: [cfn('A', 'AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'] } })],
    want: ['process aws/ap-south-1 configuration', 'transfer aws/ap-south-1 hint'],
  },
  {
    name: 'redundancy of a vault',
    resources: [azure('v', 'azurerm_recovery_services_vault')],
    want: ['backup azure/centralindia configuration', 'backup azure/southindia configuration'],
  },
  {
    name: 'replication of a secret',
    resources: [google('s', 'google_secret_manager_secret', { replication: [{ auto: [{}] }] })],
    want: ['store gcp/secret-manager.automatic configuration'],
  },
  {
    name: 'replication of a secret, said',
    resources: [
      google('s', 'google_secret_manager_secret', {
        replication: [{ user_managed: [{ replicas: [{ location: 'asia-south1' }] }] }],
      }),
    ],
    want: ['store gcp/asia-south1 configuration'],
  },
  {
    name: 'a schedule without a snapshot policy has no snapshots',
    resources: [google('p', 'google_compute_resource_policy', { group_placement_policy: [{}] })],
    want: ['store gcp/asia-south1 configuration'],
  },
];

export const others: readonly Row[] = [
  {
    name: 'zones lie in their region; a local zone is itself',
    resources: [cfn('N', 'AWS::EC2::Subnet', { AvailabilityZone: 'ap-south-1a' })],
    want: ['store aws/ap-south-1 configuration'],
  },
  {
    name: 'a local zone of an Indian region is not taken for the region',
    resources: [cfn('N', 'AWS::EC2::Subnet', { AvailabilityZone: 'us-east-1-qro-1a' })],
    want: ['store aws/us-east-1-qro-1a configuration'],
  },
  {
    name: 'an endpoint of a vendor: a host can only doubt',
    resources: [
      cfn('F', 'AWS::KinesisFirehose::DeliveryStream', {
        HttpEndpointDestinationConfiguration: {
          EndpointConfiguration: { Url: 'https://aws-kinesis-http-intake.logs.datadoghq.com/v1/input' },
        },
      }),
    ],
    want: ['process aws/ap-south-1 configuration', 'transfer US hint'],
  },
  {
    name: 'a host of nobody we know',
    resources: [cfn('F', 'AWS::Events::ApiDestination', { InvocationEndpoint: 'https://hooks.example.in/x' })],
    want: [mumbai, 'transfer aws: unknown region (host `hooks.example.in` tells no region) hint'],
  },
  {
    name: 'a distribution is worldwide: a configuration that doubts',
    resources: [
      cfn('D', 'AWS::CloudFront::Distribution', {
        DistributionConfig: { Origins: [{ DomainName: 'x.s3.amazonaws.com' }] },
      }),
    ],
    want: [
      'transfer aws: unknown region (bucket `x` is not in this deployment, and its name tells no region) hint',
      'transfer cloudfront/network hint',
    ],
  },
  {
    name: 'a role that an account may take, which is known later, is nowhere',
    resources: [
      cfn('R', 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [{ Principal: { AWS: new Joined(['arn:aws:iam::', wait, ':root'], 'later') } }],
        },
      }),
    ],
    want: [],
  },
  {
    name: 'a nested stack whose template is part of the deployment',
    resources: [
      cfn('N', 'AWS::CloudFormation::Stack', { TemplateURL: wait }),
      cfn('B', 'AWS::S3::Bucket', {}, { address: 'Pay/N/B' }),
    ],
    want: ['store aws/ap-south-1 configuration'],
  },
  {
    name: 'a nested stack whose template nobody gave',
    resources: [
      cfn('N', 'AWS::CloudFormation::Stack', { TemplateURL: 'https://s3.amazonaws.com/x/nested.json' }),
      cfn('B', 'AWS::S3::Bucket', {}, { address: 'Pay/Nx/B' }),
    ],
    want: ['store aws: unknown region (`https://s3.amazonaws.com/x/nested.json` is not in this deployment) hint'],
  },
  { name: 'a role holds no data', resources: [cfn('R', 'AWS::IAM::Role')], want: [] },
  {
    name: 'a geography by name',
    resources: [azure('c', 'azurerm_communication_service', { data_location: 'India' })],
    want: ['store IN configuration'],
  },
  {
    name: 'a geography that is not one country',
    resources: [azure('c', 'azurerm_aadb2c_directory', { data_residency_location: 'Asia Pacific' })],
    want: ['store azure: unknown region (`Asia Pacific` is not one country) hint'],
  },
  {
    name: 'a deployment of a model on Azure that may run anywhere, in an account that says where it is',
    resources: [
      azure(
        'd',
        'azurerm_cognitive_deployment',
        { cognitive_account_id: new Reference('azurerm_cognitive_account.a'), sku: [{ name: 'GlobalStandard' }] },
        { region: new Later('it has no location') },
      ),
      azure('a', 'azurerm_cognitive_account', { location: 'southindia' }, { region: 'southindia' }),
    ],
    want: ['process azure/global configuration', 'store azure/southindia configuration'],
  },
  {
    name: 'a sink of logs by what its destination names',
    resources: [
      google('l', 'google_logging_project_sink', {
        destination: 'logging.googleapis.com/projects/p/locations/us-central1/buckets/b',
      }),
    ],
    want: ['log gcp/us-central1 configuration', 'store gcp/asia-south1 configuration'],
  },
  {
    name: 'a custom pair of regions decides, not the code around it',
    resources: [
      google('b', 'google_storage_bucket', {
        location: 'IN',
        custom_placement_config: [{ data_locations: ['ASIA-SOUTH1', 'ASIA-SOUTH2'] }],
      }),
    ],
    want: ['store gcp/asia-south1 configuration', 'store gcp/asia-south2 configuration'],
  },
  {
    name: 'locations of a product are its own',
    resources: [google('b', 'google_storage_bucket', { location: 'ASIA' })],
    want: ['store gcp/storage.asia configuration'],
  },
];

const stream = (region: string | Later) =>
  new Joined(['arn:aws:kinesis:', region, ':', wait, ':stream/x'], 'the account is known when it is deployed');
const replicated = (...options: (Value | undefined)[]) =>
  cfn('S', 'AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: new Either(options, 'a condition decides') }] });

export const unresolved: readonly Row[] = [
  {
    name: 'a zone that nobody wrote is of the region, as far as we know',
    resources: [aws('n', 'aws_subnet', { availability_zone: new Unwritten('its provider fills it in') })],
    want: ['store aws/ap-south-1 hint'],
  },
  {
    name: 'what nobody wrote means what leaving it out means',
    resources: [
      aws('a', 'aws_api_gateway_rest_api', { endpoint_configuration: new Unwritten('its provider fills it in') }),
    ],
    want: ['process aws/ap-south-1 configuration', 'transfer cloudfront/network hint'],
  },
  {
    name: 'a key that nobody made for several regions',
    resources: [aws('k', 'aws_kms_key', { multi_region: new Unwritten('its provider fills it in') })],
    want: ['manage-keys aws/ap-south-1 configuration'],
  },
  {
    name: 'an environment with a value that nobody wrote',
    resources: [aws('f', 'aws_lambda_function', { environment: [{ variables: { A: new Unwritten('later') } }] })],
    want: ['process aws/ap-south-1 configuration'],
  },
  {
    name: 'replicas that nobody wrote are none',
    resources: [aws('s', 'aws_secretsmanager_secret', { replica: new Unwritten('its provider fills it in') })],
    want: [mumbai],
  },
  {
    name: 'a role that an account may take is nowhere, whichever account it is',
    resources: [
      cfn('R', 'AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: wait } }] } }),
    ],
    want: [],
  },
  {
    name: 'redundancy that may be over a pair, or not',
    resources: [
      azure('a', 'azurerm_storage_account', {
        account_replication_type: new Either(['LRS', 'GRS'], 'a variable decides'),
      }),
    ],
    want: ['replicate azure/southindia hint', 'store azure/centralindia configuration'],
  },
  {
    name: 'an exception that may not hold excepts nothing',
    resources: [
      azure('c', 'azurerm_cosmosdb_account', {
        backup: [{ type: new Either(['Continuous', 'Periodic'], 'a variable decides') }],
      }),
    ],
    want: ['backup azure/southindia configuration', 'store azure/centralindia configuration'],
  },
  {
    name: 'an exception that holds',
    resources: [azure('c', 'azurerm_cosmosdb_account', { backup: [{ type: 'Continuous' }] })],
    want: ['store azure/centralindia configuration'],
  },
  {
    name: 'a block that names no place where we look for one',
    resources: [google('a', 'google_alloydb_cluster', { secondary_config: [{ other: 'x' }] })],
    want: [
      'replicate gcp/asia-south1 configuration',
      'store gcp: unknown region (it names no place that we know how to read) hint',
      'store gcp/asia-south1 configuration',
    ],
  },
  {
    name: 'a policy with the name of a bucket is not the bucket',
    resources: [
      aws('r', 'aws_s3_bucket_replication_configuration', {
        bucket: 'kyc',
        rule: [{ destination: [{ bucket: 'arn:aws:s3:::copy' }] }],
      }),
      aws('p', 'aws_s3_bucket_policy', { bucket: 'copy' }),
    ],
    want: [
      'replicate aws: unknown region (bucket `copy` is not in this deployment, and its name tells no region) hint',
      mumbai,
    ],
  },
  {
    name: 'a zone that the account chooses lies in its region, as far as we know',
    resources: [cfn('N', 'AWS::EC2::Subnet', { AvailabilityZone: new Joined(['ap-south-1', wait], 'later') })],
    want: ['store aws/ap-south-1 hint'],
  },
  {
    name: 'a function at the edge runs at the edge, whichever it is',
    resources: [
      aws('d', 'aws_cloudfront_distribution', {
        ordered_cache_behavior: [{ lambda_function_association: [{ lambda_arn: wait }] }],
      }),
    ],
    want: ['process cloudfront/network hint', 'transfer cloudfront/network hint'],
  },
  {
    name: 'a part without a location is where the whole is',
    resources: [
      azure(
        'd',
        'azurerm_postgresql_flexible_server_database',
        { server_id: new Reference('azurerm_x.s', 'id') },
        { region: wait },
      ),
      azure('s', 'azurerm_x', {}, { address: 'azurerm_x.s', region: 'eastus' }),
    ],
    want: ['store azure/eastus configuration'],
  },
  {
    name: 'text with a gap in it still names its region',
    resources: [cfn('F', 'AWS::Logs::SubscriptionFilter', { DestinationArn: stream('us-east-1') })],
    want: ['log aws/us-east-1 configuration', mumbai],
  },
  {
    name: 'a gap where the region stands is no region',
    resources: [cfn('F', 'AWS::Logs::SubscriptionFilter', { DestinationArn: stream(wait) })],
    want: ['log aws: unknown region (the account is known when it is deployed) hint', mumbai],
  },
  {
    name: 'a bucket ARN made from a reference',
    resources: [
      cfn('B', 'AWS::S3::Bucket', {
        ReplicationConfiguration: {
          Rules: [{ Destination: { Bucket: new Joined(['arn:aws:s3:::', new Reference('Pay/Copy')], 'later') } }],
        },
      }),
      virginia('Copy', 'AWS::S3::Bucket'),
    ],
    want: ['replicate aws/us-east-1 configuration', mumbai],
  },
  {
    name: 'a route of a model behind the region of a template',
    resources: [
      cfn('A', 'AWS::Bedrock::Agent', {
        FoundationModel: new Joined(
          ['arn:aws:bedrock:', wait, ':', wait, ':inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0'],
          'later',
        ),
      }),
    ],
    want: ['process aws/ap-south-1 configuration', 'process aws/bedrock.global configuration'],
  },
  {
    name: 'one of several regions may be any of them, and is none for sure',
    resources: [replicated('ap-south-2', 'us-east-1')],
    want: ['replicate aws/ap-south-2 hint', 'replicate aws/us-east-1 hint', mumbai],
  },
  {
    name: 'a place that is doubted in one entry and certain in the next is certain',
    resources: [
      cfn('S', 'AWS::SecretsManager::Secret', {
        ReplicaRegions: [
          { Region: new Either(['us-east-1', 'us-west-2'], 'a parameter decides') },
          { Region: 'us-east-1' },
        ],
      }),
    ],
    want: ['replicate aws/us-east-1 configuration', 'replicate aws/us-west-2 hint', mumbai],
  },
  {
    name: 'the same region whatever is chosen',
    resources: [replicated('us-east-1', 'us-east-1')],
    want: ['replicate aws/us-east-1 configuration', mumbai],
  },
  {
    name: 'a region or none',
    resources: [replicated('us-east-1', undefined)],
    want: ['replicate aws/us-east-1 hint', mumbai],
  },
  {
    name: 'a default that holds only where nothing is chosen',
    resources: [
      google('d', 'google_bigquery_dataset', {
        location: new Either(['asia-south1', undefined], 'a condition decides'),
      }),
    ],
    want: ['store gcp/asia-south1 hint', 'store gcp/bigquery.us hint'],
  },
  {
    name: 'a resource that may not be deployed can only doubt',
    resources: [{ ...virginia('B', 'AWS::S3::Bucket'), perhaps: 'the condition `Dr` is not known' }],
    want: ['store aws/us-east-1 hint'],
  },
  {
    name: 'a region that is one of two',
    resources: [
      cfn('B', 'AWS::S3::Bucket', {}, { region: new Either(['ap-south-1', 'us-east-1'], 'a parameter decides') }),
    ],
    want: ['store aws: unknown region (`ap-south-1` or `us-east-1`: a parameter decides) hint'],
  },
  {
    name: 'a host of an API that is made at deployment',
    resources: [
      cfn('E', 'AWS::Events::ApiDestination', {
        InvocationEndpoint: new Joined(
          ['https://', wait, '.execute-api.', 'us-west-2', '.amazonaws.com/prod'],
          'later',
        ),
      }),
    ],
    want: [mumbai, 'transfer aws/us-west-2 hint'],
  },
];
