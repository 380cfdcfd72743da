package dev.quartet.localaws.dynamodb;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition of existence: {@code attribute_not_exists(a) AND attribute_exists(b)}. Names are
 * top-level attributes or placeholders such as {@code #id}.
 */
record Condition(List<Term> terms) {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(attribute_exists|attribute_not_exists)\\s*\\(\\s*(#?[A-Za-z0-9_]+)\\s*\\)\\s*");
  private static final Pattern AND = Pattern.compile("\\s+(?i:AND)\\s+");

  /**
   * @throws DynamoDbException when the expression is more than the lean DynamoDB knows
   */
  static Condition parse(@Nullable String expression, @Nullable JsonObject names) {
    if (expression == null) {
      return new Condition(List.of());
    }
    List<Term> terms = new ArrayList<>();
    for (String text : AND.split(expression, -1)) {
      Matcher matcher = TERM.matcher(text);
      if (!matcher.matches()) {
        throw DynamoDbException.notLean("The ConditionExpression '" + expression + "'");
      }
      terms.add(
          new Term(
              attribute(matcher.group(2), names), matcher.group(1).equals("attribute_exists")));
    }
    return new Condition(terms);
  }

  boolean holds(@Nullable JsonObject item) {
    return terms.stream()
        .allMatch(term -> (item != null && item.containsKey(term.attribute)) == term.exists);
  }

  private static String attribute(String name, @Nullable JsonObject names) {
    if (!name.startsWith("#")) {
      if (ReservedWords.contain(name)) {
        throw DynamoDbException.validation(
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: "
                + name);
      }
      return name;
    }
    String attribute = names == null ? null : names.getString(name);
    if (attribute == null) {
      throw DynamoDbException.validation(
          "Invalid ConditionExpression: An expression attribute name used in the document path is not defined;"
              + " attribute name: "
              + name);
    }
    return attribute;
  }

  record Term(String attribute, boolean exists) {}
}
