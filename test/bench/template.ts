/**
 * A template of so many resources: buckets with keys and logs, tables, functions, queues and log groups. Buckets and
 * tables are in so many places.
 */
export function template(count: number, places: 1 | 2) {
  const makers = [
    (n: number) => ({
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: `bucket-${n}`,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
        ...(places === 2 ? { LoggingConfiguration: { DestinationBucketName: { Ref: 'R0' } } } : {}),
      },
    }),
    (n: number) => ({
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: `table-${n}`,
        Replicas: ['ap-south-1', 'ap-south-2'].slice(0, places).map((Region) => ({ Region })),
      },
    }),
    (n: number) => ({
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: { 'Fn::Sub': `\${AWS::StackName}-${n}` },
        Environment: { Variables: { BUCKET: { Ref: 'R0' }, TABLE: { 'Fn::GetAtt': ['R1', 'Arn'] } } },
      },
    }),
    (n: number) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: `queue-${n}` } }),
    (n: number) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/log/${n}`, RetentionInDays: 180 } }),
  ];
  const resources = Array.from({ length: count }, (_, n) => [`R${n}`, makers[n % makers.length]?.(n)] as const);
  return { Resources: Object.fromEntries(resources) };
}
