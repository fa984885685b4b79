namespace Fraud.Host.Demo.Live;

/// <summary>What the gateway answered to a post.</summary>
internal enum PostAnswer
{
    /// <summary>The payment is decided, and the decision is in the answer.</summary>
    Decided = 0,

    /// <summary>The payment is on the log; the decision did not come in time.</summary>
    Accepted,

    /// <summary>The payment is not valid: 400.</summary>
    Refused,

    /// <summary>The gateway takes nothing now: 429 or 503. The same payment may be sent again.</summary>
    Busy,

    /// <summary>No answer: the connection broke or the time was up. The payment may be on the log or not; it may be sent again.</summary>
    None,

    /// <summary>Anything else, which is a fault.</summary>
    Unexpected,
}
