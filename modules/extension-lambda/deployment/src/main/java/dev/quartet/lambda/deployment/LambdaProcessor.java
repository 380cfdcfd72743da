package dev.quartet.lambda.deployment;

import dev.quartet.extension.Primed;
import dev.quartet.extension.call.ErrorKind;
import dev.quartet.lambda.ConfiguredFunction;
import dev.quartet.lambda.EnvironmentFunction;
import dev.quartet.lambda.LambdaError;
import dev.quartet.lambda.LambdaEvents;
import dev.quartet.lambda.SnapshotHooks;
import dev.quartet.lambda.http.HttpEvents;
import dev.quartet.lambda.poll.PollLoopRecorder;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import io.quarkus.vertx.http.deployment.RequireVirtualHttpBuildItem;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.stream.Stream;

/** Makes a Lambda of an application with functions. */
final class LambdaProcessor {

  @BuildStep
  RequireVirtualHttpBuildItem httpWithoutSocket() {
    return RequireVirtualHttpBuildItem.ALWAYS_VIRTUAL;
  }

  @BuildStep
  AdditionalBeanBuildItem beans() {
    return AdditionalBeanBuildItem.builder()
        .setUnremovable()
        .addBeanClasses(
            LambdaEvents.class,
            HttpEvents.class,
            ConfiguredFunction.class,
            EnvironmentFunction.class,
            SnapshotHooks.class)
        .build();
  }

  @BuildStep
  UnremovableBeanBuildItem keepBeansWithSnapshotWork() {
    return UnremovableBeanBuildItem.beanTypes(Primed.class);
  }

  @BuildStep
  void errorTypes(
      BuildProducer<GeneratedClassBuildItem> classes,
      BuildProducer<ReflectiveClassBuildItem> reflective) {
    errorTypeNames()
        .forEach(
            name -> {
              classes.produce(new GeneratedClassBuildItem(true, name, errorType(name)));
              reflective.produce(ReflectiveClassBuildItem.builder(name).constructors().build());
            });
  }

  private static Stream<String> errorTypeNames() {
    return Arrays.stream(ErrorKind.values()).map(ErrorKind::lambdaErrorType).distinct();
  }

  /** The bytes of {@code public final class <name> extends LambdaError}. */
  private static byte[] errorType(String name) {
    ClassDesc parent = ClassDesc.of(LambdaError.class.getName());
    MethodTypeDesc constructor = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withSuperclass(parent)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        constructor,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .aload(1)
                                .invokespecial(parent, ConstantDescs.INIT_NAME, constructor)
                                .return_()));
  }

  @BuildStep(onlyIf = NativeBuild.class)
  @Record(ExecutionTime.RUNTIME_INIT)
  @Consume(SyntheticBeansRuntimeInitBuildItem.class)
  ServiceStartBuildItem pollLoop(
      PollLoopRecorder recorder, ShutdownContextBuildItem shutdown, LaunchModeBuildItem mode) {
    recorder.start(shutdown, mode.getLaunchMode());
    return new ServiceStartBuildItem("lambda-poll-loop");
  }
}
