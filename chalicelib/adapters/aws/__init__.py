"""The desk on AWS: one DynamoDB table and one S3 bucket, queues, and mail through SES."""
