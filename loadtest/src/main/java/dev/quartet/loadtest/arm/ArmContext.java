package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.process.Limits;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every arm is given.
 *
 * @param root the repository's folder
 * @param java the java executable that runs the jars
 * @param limits CPU and memory of each arm
 * @param environment variables that turn a target to the stores
 * @param logFolder where the targets' output goes
 * @param firstAnswer what counts as a first right answer
 * @param environments most execution environments of a Lambda function at once
 */
public record ArmContext(
    Path root,
    Path java,
    Limits limits,
    Map<String, String> environment,
    Path logFolder,
    FirstAnswer firstAnswer,
    int environments) {
  public ArmContext {
    environment = Map.copyOf(environment);
  }

  /** The same for an arm whose first right answer is another. */
  public ArmContext startedBy(FirstAnswer other) {
    return new ArmContext(root, java, limits, environment, logFolder, other, environments);
  }

  /** The same with other limits. */
  ArmContext with(Limits others) {
    return new ArmContext(root, java, others, environment, logFolder, firstAnswer, environments);
  }
}
