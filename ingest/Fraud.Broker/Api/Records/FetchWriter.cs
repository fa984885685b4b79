using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Api.Records;

/// <summary>Writes the response to a fetch from what the logs hold now. May be asked again after they have grown.</summary>
internal sealed class FetchWriter(FetchRequest fetch, short version, int brokerBytesMax)
{
    private readonly int[] _sent = new int[fetch.Items.Count];
    private bool _hasError;

    /// <summary>Bytes of records in the last response written.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>Whether the last response written may be sent without waiting for more.</summary>
    public bool IsEnough => _hasError || RecordBytes >= fetch.MinBytes || fetch.Items.Count == 0;

    public void Write(ProtocolWriter response)
    {
        _hasError = false;
        RecordBytes = 0;
        Array.Clear(_sent);
        response.Int32(0);
        if (version >= 7)
        {
            response.Error(ErrorCode.None);
            response.Int32(0);
        }
        response.ArrayLength(fetch.Topics.Count);
        var next = 0;
        foreach (var topic in fetch.Topics)
        {
            if (version >= 13)
                response.Uuid(topic.Id);
            else
                response.String(topic.Name);
            response.ArrayLength(topic.Items);
            for (var last = next + topic.Items; next < last; next++)
                WriteItem(response, next);
            response.Tags();
        }
        response.Tags();
    }

    /// <summary>Counts the records of the last response written as sent.</summary>
    public void CountSent()
    {
        for (var i = 0; i < _sent.Length; i++)
            if (_sent[i] > 0)
                fetch.Items[i].Partition!.Traffic.Sent(_sent[i]);
    }

    private void WriteItem(ProtocolWriter response, int index)
    {
        var item = fetch.Items[index];
        var view = item.Partition?.Log.View;
        var error = item.Partition is { Log.IsClosed: true } ? ErrorCode.UnknownTopicOrPartition : item.Error;
        if (error == ErrorCode.None && (item.Offset < view!.StartOffset || item.Offset > view.EndOffset))
            error = ErrorCode.OffsetOutOfRange;
        response.Int32(item.Index);
        response.Error(error);
        if (error != ErrorCode.None)
        {
            _hasError = true;
            WriteRefused(response);
            return;
        }
        response.Int64(view!.EndOffset);
        response.Int64(view.StableOffset);
        if (version >= 5)
            response.Int64(view.StartOffset);
        WriteRecords(response, index, view);
        response.Tags();
    }

    private void WriteRefused(ProtocolWriter response)
    {
        response.Int64(-1);
        response.Int64(-1);
        if (version >= 5)
            response.Int64(-1);
        response.ArrayLength(-1);
        if (version >= 11)
            response.Int32(-1);
        response.Bytes([]);
        response.Tags();
    }

    /// <summary>Writes the aborted transactions, the preferred replica and the records; the first depend on how far the last reach.</summary>
    private void WriteRecords(ProtocolWriter response, int index, LogView view)
    {
        var item = fetch.Items[index];
        var budget = (int)Math.Min(item.BytesMax, Math.Min(fetch.BytesMax, brokerBytesMax) - RecordBytes);
        var limit = view.LimitFor(fetch.CommittedOnly);
        var reader = item.Partition!.Log.Reader;
        // Of a response with nothing in it yet the first batch is sent whatever its size, so that a consumer always gets on.
        var first = RecordBytes == 0;
        var plan = budget > 0 || first ? Plan(reader, view, item.Offset, limit, Math.Max(budget, 0)) : null;
        WriteAborted(response, view, item.Offset, plan);
        if (version >= 11)
            response.Int32(-1);
        _sent[index] = plan is null ? WriteNothing(response) : Write(response, reader, plan, limit, first);
        RecordBytes += _sent[index];
    }

    private static int WriteNothing(ProtocolWriter response)
    {
        response.Bytes([]);
        return 0;
    }

    private static ReadPlan? Plan(LogReader reader, LogView view, long offset, long limit, int bytesMax)
    {
        try
        {
            return reader.Plan(view, offset, limit, bytesMax);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private static int Write(ProtocolWriter response, LogReader reader, ReadPlan plan, long limit, bool first)
    {
        var start = response.Length;
        try
        {
            if (reader.Refer(plan, limit, response) is > 0 and var referred)
                return referred;
            var begun = response.BeginBytes(plan.Bytes);
            reader.Copy(plan, limit, atLeastOne: first, response);
            var copied = response.Length - begun.Start;
            response.EndBytes(begun);
            return copied;
        }
        catch (ObjectDisposedException)
        {
            // Retention removed the file after it was found: nothing is sent, and the next fetch will see the new start.
            response.Truncate(start);
            return WriteNothing(response);
        }
    }

    private void WriteAborted(ProtocolWriter response, LogView view, long from, ReadPlan? plan)
    {
        if (!fetch.CommittedOnly)
        {
            response.ArrayLength(-1);
            return;
        }
        var aborted = plan is null ? [] : AbortedTransactions.Between(view, from, plan.UpperOffset);
        response.ArrayLength(aborted.Count);
        foreach (var transaction in aborted)
        {
            response.Int64(transaction.ProducerId);
            response.Int64(transaction.FirstOffset);
            response.Tags();
        }
    }
}
