package dev.coda.sampletools.calculator;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.util.List;

/**
 * Keeps a function's arguments and result within {@link Magnitude}, and its last argument, where
 * the cost grows with it, within a whole number of at most {@code largestLastArgument}. Immutable.
 */
record BoundedFunction(FunctionIfc function, int largestLastArgument) implements FunctionIfc {
  private static final int ANY = Integer.MAX_VALUE;

  static BoundedFunction of(FunctionIfc function) {
    return new BoundedFunction(function, ANY);
  }

  @Override
  public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... arguments)
      throws EvaluationException {
    try {
      EvaluationValue result = function.evaluate(expression, token, arguments);
      Magnitude.check(token, result);
      return result;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new EvaluationException(token, "'" + token.getValue() + "' has no result here");
    }
  }

  @Override
  public void validatePreEvaluation(Token token, EvaluationValue... arguments)
      throws EvaluationException {
    Magnitude.check(token, arguments);
    function.validatePreEvaluation(token, arguments);
    if (largestLastArgument != ANY && !isSmallCount(arguments[arguments.length - 1])) {
      String range = "a whole number from 0 to " + largestLastArgument;
      throw new EvaluationException(token, "'" + token.getValue() + "' needs " + range);
    }
  }

  private boolean isSmallCount(EvaluationValue argument) {
    BigDecimal count = argument.getNumberValue();
    return count.signum() >= 0
        && count.compareTo(BigDecimal.valueOf(largestLastArgument)) <= 0
        && count.stripTrailingZeros().scale() <= 0;
  }

  @Override
  public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
    return function.getFunctionParameterDefinitions();
  }

  @Override
  public boolean hasVarArgs() {
    return function.hasVarArgs();
  }
}
