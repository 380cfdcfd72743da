package dev.quartet.contract.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A behaviour that is tried on the local app alone. Elsewhere it is left out at discovery, so that
 * it does not count as skipped.
 */
@Tag("only-local")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnlyOnLocal {}
