// An archetype does not keep the permissions of its files.
new File(request.outputDirectory, "${request.artifactId}/mvnw").setExecutable(true, false)
