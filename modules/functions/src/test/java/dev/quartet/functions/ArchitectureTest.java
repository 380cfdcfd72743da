package dev.quartet.functions;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Dependencies point one way: from the edges to the domain, and never to a target. */
@AnalyzeClasses(packages = "dev.quartet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> FUNQY_ANNOTATION =
      resideInAPackage("io.quarkus.funqy");

  @ArchTest
  static final ArchRule theDomainKnowsNeitherAwsNorQuarkusNorTheModelsRuntime =
      noClasses()
          .that()
          .resideInAPackage("dev.quartet.functions")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "software.amazon..",
                      "com.amazonaws..",
                      "io.quarkus..",
                      "io.quarkiverse..",
                      "io.vertx..",
                      "ai.onnxruntime..",
                      "dev.quartet.inference..",
                      "dev.quartet.serving..",
                      "dev.quartet.functions.*..")
                  .and(DescribedPredicate.not(FUNQY_ANNOTATION)));

  @ArchTest
  static final ArchRule functionsUseTheExtensionsApiAndNoTarget =
      noClasses()
          .that()
          .resideInAPackage("dev.quartet.functions..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.quartet.lambda..", "dev.quartet.extension.*.."));

  @ArchTest
  static final ArchRule onlyTheAwsAdaptersKnowAws =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.quartet.functions.aws..", "dev.quartet.serving.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..");

  @ArchTest
  static final ArchRule inferenceKnowsTheJdkAndOnnxRuntimeAlone =
      classes()
          .that()
          .resideInAPackage("dev.quartet.inference..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.quartet.inference..",
              "ai.onnxruntime..",
              "java.io..",
              "java.lang..",
              "java.nio..",
              "java.security..",
              "java.util..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule onlyInferenceKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quartet.inference..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule servingKnowsNoFunctionAndNoTarget =
      noClasses()
          .that()
          .resideInAPackage("dev.quartet.serving..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.quartet.functions..", "dev.quartet.lambda..");

  @ArchTest
  static final ArchRule theExtensionKnowsNoModels =
      noClasses()
          .that()
          .resideInAPackage("dev.quartet.extension..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.quartet.serving..", "dev.quartet.inference..");

  @ArchTest
  static final ArchRule nothingOfOnnxRuntimeIsHeldStatically =
      classes()
          .that()
          .resideInAPackage("dev.quartet..")
          .should(
              new ArchCondition<>("hold no static field of ONNX Runtime or of an open model") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getFields().stream()
                      .filter(field -> field.getModifiers().contains(STATIC))
                      .filter(field -> !field.getRawType().getBaseComponentType().isEnum())
                      .filter(
                          field ->
                              resideInAnyPackage("ai.onnxruntime..", "dev.quartet.inference..")
                                  .test(field.getRawType()))
                      .forEach(
                          field ->
                              events.add(
                                  SimpleConditionEvent.violated(field, field.getDescription())));
                }
              });

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideInAPackage("dev.quartet..")
          .should(
              new ArchCondition<>("reside in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getPackageName() + " is not @NullMarked"));
                  }
                }
              });
}
