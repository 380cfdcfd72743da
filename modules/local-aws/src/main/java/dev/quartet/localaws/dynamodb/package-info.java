/** A lean DynamoDB in memory: the calls that the functions make, for load tests. */
@NullMarked
package dev.quartet.localaws.dynamodb;

import org.jspecify.annotations.NullMarked;
