package dev.quartet.image;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The modules of the JDK that an app uses: those that its classes name, and those that are only
 * looked up at run time.
 *
 * <p>The JDK's jdeps finds the same, but takes ten times as long, and refuses jars whose module
 * descriptors name modules that are not there, which a class path does not mind.
 */
final class UsedModules {

  /**
   * Looked up by name or as a service: file systems in jars, the name service of DNS and LDAP,
   * socket options, memory and processor figures, HTTP clients with Kerberos.
   */
  private static final List<String> LOOKED_UP =
      List.of(
          "java.base",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "jdk.management",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  /** Annotation processors that lie in Vert.x's jars and never run; they name the compiler. */
  private static final String NEVER_RUN = "io/vertx/codegen/";

  private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([^;<]+)[;<]");

  private final Map<String, String> moduleOfPackage = new HashMap<>();
  private final SortedSet<String> used = new TreeSet<>(LOOKED_UP);

  private UsedModules() {
    ModuleFinder.ofSystem().findAll().stream()
        .map(module -> module.descriptor())
        .forEach(this::addPackages);
  }

  /** The modules that the classes in all jars of a folder use. */
  static SortedSet<String> of(Path folder) throws IOException {
    UsedModules modules = new UsedModules();
    for (Path file : Folders.files(folder)) {
      if (file.toString().endsWith(".jar")) {
        modules.readJar(file);
      }
    }
    return Collections.unmodifiableSortedSet(modules.used);
  }

  private void addPackages(ModuleDescriptor module) {
    module.exports().stream()
        .filter(exported -> !exported.isQualified())
        .forEach(
            exported -> moduleOfPackage.put(exported.source().replace('.', '/'), module.name()));
  }

  private void readJar(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.endsWith("module-info.class")
            && !name.startsWith(NEVER_RUN)) {
          try (InputStream input = zip.getInputStream(entry)) {
            readClass(ClassFile.of().parse(input.readAllBytes()));
          }
        }
      }
    }
  }

  private void readClass(ClassModel type) {
    for (PoolEntry entry : type.constantPool()) {
      switch (entry) {
        case ClassEntry named -> addType(named.asInternalName());
        case NameAndTypeEntry member -> addDescriptor(member.type().stringValue());
        case MethodTypeEntry method -> addDescriptor(method.descriptor().stringValue());
        default -> {}
      }
    }
    type.fields().forEach(field -> addDescriptor(field.fieldType().stringValue()));
    type.methods().forEach(method -> addDescriptor(method.methodType().stringValue()));
  }

  private void addType(String internalName) {
    if (internalName.startsWith("[")) {
      addDescriptor(internalName);
      return;
    }
    int end = internalName.lastIndexOf('/');
    String module = end < 0 ? null : moduleOfPackage.get(internalName.substring(0, end));
    if (module != null) {
      used.add(module);
    }
  }

  private void addDescriptor(String descriptor) {
    Matcher types = TYPE_IN_DESCRIPTOR.matcher(descriptor);
    while (types.find()) {
      addType(types.group(1));
    }
  }
}
