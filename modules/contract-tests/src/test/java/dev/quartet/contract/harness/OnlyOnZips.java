package dev.quartet.contract.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A behaviour of the two Lambda zips alone. Elsewhere it is left out at discovery, so that it does
 * not count as skipped.
 */
@Tag("only-zips")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnlyOnZips {}
