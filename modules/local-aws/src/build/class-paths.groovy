// Copies each server with its libraries into a folder of its own. Maven's dependency plugin can't do that: it knows
// one set of dependencies per module, in which one version of a library wins, and these servers need different ones.

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import org.eclipse.aether.RepositorySystem
import org.eclipse.aether.artifact.DefaultArtifact
import org.eclipse.aether.collection.CollectRequest
import org.eclipse.aether.graph.Dependency
import org.eclipse.aether.resolution.DependencyRequest
import org.eclipse.aether.util.filter.DependencyFilterUtils

def repositories = session.lookup(RepositorySystem.name)

def copyClassPath = { String folder, List<String> coordinates ->
  def collect = new CollectRequest(
      coordinates.collect { new Dependency(new DefaultArtifact(it), 'runtime') }, null, project.remoteProjectRepositories)
  def resolved = repositories.resolveDependencies(
      session.repositorySession, new DependencyRequest(collect, DependencyFilterUtils.classpathFilter('runtime')))
  def jars = resolved.artifactResults.collect { it.artifact.file.toPath() }
  def target = Files.createDirectories(Path.of(project.build.directory, folder))
  Files.list(target).withCloseable { present ->
    present.filter { file -> !jars.any { it.fileName == file.fileName } }.forEach { Files.delete(it) }
  }
  jars.each { jar ->
    def copy = target.resolve(jar.fileName)
    if (!Files.exists(copy) || Files.size(copy) != Files.size(jar)) {
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING)
    }
  }
}

def version = { String name -> project.properties.getProperty(name) }
copyClassPath('lib/dynamodb', ["com.amazonaws:DynamoDBLocal:${version('dynamodb-local.version')}".toString()])
copyClassPath('lib/sqs', ["org.elasticmq:elasticmq-server_2.13:${version('elasticmq.version')}".toString()])
// s3proxy names a version of jackson-annotations that lacks a class it uses.
copyClassPath('test-lib/s3proxy', [
    "org.gaul:s3proxy:${version('s3proxy.version')}".toString(), 'com.fasterxml.jackson.core:jackson-annotations:2.21'])
