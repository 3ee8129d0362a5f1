package dev.coda.sampletools.calculator;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.Token;

/** Keeps an operator's operands and result within {@link Magnitude}. Immutable. */
record BoundedOperator(OperatorIfc operator) implements OperatorIfc {

  @Override
  public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
      throws EvaluationException {
    Magnitude.check(token, operands);
    try {
      EvaluationValue result = operator.evaluate(expression, token, operands);
      Magnitude.check(token, result);
      return result;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new EvaluationException(token, "'" + token.getValue() + "' has no result here");
    }
  }

  @Override
  public int getPrecedence() {
    return operator.getPrecedence();
  }

  @Override
  public int getPrecedence(ExpressionConfiguration configuration) {
    return operator.getPrecedence(configuration);
  }

  @Override
  public boolean isLeftAssociative() {
    return operator.isLeftAssociative();
  }

  @Override
  public boolean isPrefix() {
    return operator.isPrefix();
  }

  @Override
  public boolean isPostfix() {
    return operator.isPostfix();
  }

  @Override
  public boolean isInfix() {
    return operator.isInfix();
  }

  @Override
  public boolean isOperandLazy() {
    return false;
  }
}
