package dev.quartet.loadtest.arm;

/** What an arm stands for on AWS, which decides how it is billed. */
public enum Hosting {
  /** A Lambda function on a managed runtime or a custom one; billed by time and memory. */
  LAMBDA,
  /** A Fargate task behind a load balancer; billed while it runs. */
  FARGATE,
  /** Nothing that AWS bills. */
  NONE
}
