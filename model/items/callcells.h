// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/items/sessiondocument.h"
#include "model/query/querypath.h"

#include <QCache>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace spectap {

/// What only the session file tells of a call, as the cells of its row show it.
struct CallCells
{
    struct Field
    {
        QString text; ///< a string's own characters, anything else as sent; very long ones are cut
        std::optional<JsonKind> kind; ///< none: not sent
    };

    QString messageId;
    QString address;           ///< that the request came from, without the port
    quint32 position = 0;      ///< in its batch, from 1 on; 0: it came alone
    quint32 batch = 0;         ///< calls in that
    std::vector<Field> fields; ///< as the paths were asked for

    /// What stands in a column that is read from the file.
    [[nodiscard]] QString text(int column) const;
};

/// Reads them for the calls `seqs` (ascending), one after the other; `take` returns false to stop. Reads the
/// disk: not for the UI thread.
[[nodiscard]] Result<void> readCallCells(SessionReader &session, const std::vector<quint32> &seqs,
    const std::vector<QueryPath> &fields, const std::function<bool(quint32 seq, CallCells &&cells)> &take);

/// Reads them for the rows in sight, in the background, and keeps those read last. Belongs to the UI thread;
/// opens the file for each reading, so that it is never in the way of a session that is saved or cleared.
class CallCellReader : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxKept = 4096; ///< calls

    /// The document must outlive it.
    explicit CallCellReader(const SessionDocument *document, QObject *parent = nullptr);
    ~CallCellReader() override;

    /// Which fields are read from now on; what was read is forgotten.
    void setFields(std::vector<QueryPath> fields);
    void forget();
    /// Null: not read yet.
    [[nodiscard]] const CallCells *find(quint32 seq) const { return m_kept.object(seq); }
    /// Reads those of `seqs` (ascending) that are not there yet; read() follows. What was wanted before is no
    /// longer, unless it has been read.
    void want(const std::vector<quint32> &seqs);
    [[nodiscard]] bool isBusy() const { return m_run != nullptr; }

signals:
    void read(const std::vector<quint32> &seqs);

private:
    struct Run;
    void work(const std::shared_ptr<Run> &run);
    void take(const std::shared_ptr<Run> &run);
    void cancel();

    const SessionDocument *m_document;
    std::vector<QueryPath> m_fields;
    quint32 m_generation = 0; ///< of the session and the fields
    QCache<quint32, CallCells> m_kept{MaxKept};
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool; ///< one thread
};

} // namespace spectap
