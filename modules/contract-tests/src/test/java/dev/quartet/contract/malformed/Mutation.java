package dev.quartet.contract.malformed;

/** What is done to a good request. */
public enum Mutation {
  TRUNCATION,
  BYTE_FLIP,
  TYPE_SWAP,
  DEEP_NESTING,
  HUGE_NUMBER,
  UNICODE,
  WRONG_LENGTH,
  STRUCTURE,
  WRONG_HEADER
}
