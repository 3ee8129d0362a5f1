package dev.coda.sampletools.calculator;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixPowerOfOperator;
import com.ezylang.evalex.parser.Token;

/**
 * Raises to a negated exponent, as in {@code 2^-3}. An operator of its own, because a power binds
 * more tightly than a sign ({@code -2^2} is -4), and so could not take a signed operand. Immutable.
 */
@InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER, leftAssociative = false)
final class NegatedPowerOperator extends InfixPowerOfOperator {

  @Override
  public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
      throws EvaluationException {
    EvaluationValue exponent = EvaluationValue.numberValue(operands[1].getNumberValue().negate());
    return super.evaluate(expression, token, operands[0], exponent);
  }
}
