namespace OktellConnect.Simulator.Pbx;

/// <summary>What an outside number does when it is called.</summary>
internal enum OutsideBehaviour
{
    Answers,
    Busy,
    NeverAnswers,
    AnswersAndHangsUp,
}
