package dev.quartet.contract.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A behaviour of all targets but the local app, such as to be without what is for a developer's
 * machine. There it is left out at discovery, so that it does not count as skipped.
 */
@Tag("not-on-local")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotOnLocal {}
