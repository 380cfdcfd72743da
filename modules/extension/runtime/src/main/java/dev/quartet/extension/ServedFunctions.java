package dev.quartet.extension;

/**
 * The functions that this process is for; inject it. A server is for all; an execution environment
 * of Lambda is for one, and need not make what only others use before somebody asks for it.
 */
public interface ServedFunctions {

  /**
   * Whether a bean of this type is to be made at the start. A bean that a function looks up by
   * itself, and is not given, is not known here.
   *
   * @return false only where one function is served that is not given such a bean, and another
   *     function is: a bean that no function is given has other users
   */
  boolean use(Class<?> beanType);
}
