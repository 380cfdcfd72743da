package dev.quartet.contract.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Behaviours of the target that the system property {@code quartet.target} names. Tests get what
 * they use as parameters: {@link Http}, {@link Invocations}, {@link Stores}, {@link LocalAws},
 * {@link Fresh}.
 */
@ExtendWith(TargetExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ContractTest {}
