package dev.coda.sampletools.calculator;

import com.ezylang.evalex.BaseException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.data.EvaluationValue;
import dev.coda.sampletools.tool.CleanNumber;
import dev.coda.sampletools.tool.InvalidInputException;
import dev.coda.sampletools.tool.SampleTool;
import dev.coda.sampletools.tool.ToolInput;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Evaluates an arithmetic expression; angles are radians, results are rounded to 34 digits.
 *
 * <p>Thread-safe.
 */
public final class CalculatorTool implements SampleTool {
  private static final int LONGEST_EXPRESSION = 1_000;
  private static final String FIELD = "expression";

  private final ExpressionConfiguration grammar = Grammar.create();

  @Override
  public String name() {
    return "calculator";
  }

  @Override
  public Record call(ToolInput input) {
    String expression = input.allowing(FIELD).text(FIELD, LONGEST_EXPRESSION);
    return new Calculation(evaluate(expression), expression);
  }

  private BigDecimal evaluate(String expression) {
    int open = Notation.openParenthesis(expression);
    if (open >= 0) {
      throw new InvalidInputException(
          FIELD, "The parenthesis at position " + (open + 1) + " is not closed");
    }
    try {
      EvaluationValue value = new Expression(Notation.plain(expression), grammar).evaluate();
      if (!value.isNumberValue()) {
        throw new InvalidInputException(FIELD, "must be a number's arithmetic, not text");
      }
      if (!Magnitude.allows(value.getNumberValue())) {
        throw new InvalidInputException(FIELD, "result is " + Magnitude.PROBLEM);
      }
      // Computed with more digits than shown, so that 1/3*3 is 1.
      return CleanNumber.of(value.getNumberValue().round(MathContext.DECIMAL128));
    } catch (BaseException e) {
      throw new InvalidInputException(
          FIELD, e.getMessage() + " at position " + e.getStartPosition());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidInputException(FIELD, "holds a number that is " + Magnitude.PROBLEM);
    }
  }
}
