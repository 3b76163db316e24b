// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/session/sqlite.h"

#include <functional>
#include <memory>

namespace spectap {

/// Reads the requests of a session one after the other, whatever they carry. Works beside a writer. One
/// thread.
class RequestScan
{
public:
    static Result<std::unique_ptr<RequestScan>> open(const QString &path);

    enum class Part : quint8
    {
        Whole,
        Head ///< without body and answer, which are not read from the file
    };
    /// Those with firstId <= id <= lastId, refused ones too, in order of arrival. The callback may change
    /// what it is given, and returns false to stop.
    Result<void> read(qint64 firstId, qint64 lastId, Part part, const std::function<bool(Request &)> &sink);
    /// The id of the newest one, 0: none.
    [[nodiscard]] Result<qint64> last();

private:
    RequestScan() = default;

    sqlite::Database m_database;
};

} // namespace spectap
