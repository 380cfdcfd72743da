package dev.quartet.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedModulesTest {

  private static final ClassDesc IMAGE = ClassDesc.of("java.awt.image.BufferedImage");
  private static final ClassDesc PREFERENCES = ClassDesc.of("java.util.prefs.Preferences");
  private static final ClassDesc COMPILER = ClassDesc.of("com.sun.source.util.Trees");

  @TempDir private Path folder = Path.of("");

  @Test
  void modulesThatAreOnlyLookedUpAreAlwaysThere() throws IOException {
    assertThat(UsedModules.of(folder))
        .contains("java.base", "jdk.zipfs")
        .doesNotContain("java.desktop");
  }

  @Test
  void aTypeInTheSignatureOfAMethodBringsItsModule() throws IOException {
    jar("lib/app.jar", "app/Resize.class", declaring("app.Resize", IMAGE));

    assertThat(UsedModules.of(folder)).contains("java.desktop");
  }

  @Test
  void aTypeThatIsOnlyExtendedBringsItsModule() throws IOException {
    jar(
        "app.jar",
        "app/Settings.class",
        ClassFile.of()
            .build(ClassDesc.of("app.Settings"), type -> type.withSuperclass(PREFERENCES)));

    assertThat(UsedModules.of(folder)).contains("java.prefs");
  }

  @Test
  void anArrayOfATypeBringsItsModule() throws IOException {
    jar("app.jar", "app/Resize.class", declaring("app.Resize", IMAGE.arrayType(2)));

    assertThat(UsedModules.of(folder)).contains("java.desktop");
  }

  @Test
  void aModuleDescriptorWhoseModulesAreMissingDoesNotMatter() throws IOException {
    jar("app.jar", "module-info.class", new byte[] {1, 2, 3});

    assertThat(UsedModules.of(folder)).isNotEmpty();
  }

  @Test
  void annotationProcessorsInVertxJarsBringNoCompiler() throws IOException {
    jar(
        "vertx.jar",
        "io/vertx/codegen/type/Tree.class",
        declaring("io.vertx.codegen.type.Tree", COMPILER));

    assertThat(UsedModules.of(folder)).doesNotContain("jdk.compiler");
  }

  @Test
  void anAppThatUsesTheCompilerItselfGetsIt() throws IOException {
    jar("app.jar", "app/Tree.class", declaring("app.Tree", COMPILER));

    assertThat(UsedModules.of(folder)).contains("jdk.compiler");
  }

  private static byte[] declaring(String name, ClassDesc parameter) {
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withMethod(
                    "use",
                    MethodTypeDesc.of(ClassDesc.ofDescriptor("V"), parameter),
                    ClassFile.ACC_ABSTRACT | ClassFile.ACC_PUBLIC,
                    method -> {}));
  }

  private void jar(String jar, String entry, byte[] content) throws IOException {
    Path file = folder.resolve(jar);
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
  }
}
