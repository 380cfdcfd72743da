/** Tests of the protocol's requests and answers, without a server. */
@NullMarked
package dev.quartet.serving.http;

import org.jspecify.annotations.NullMarked;
