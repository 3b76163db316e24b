// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"

#include <array>
#include <span>
#include <vector>

namespace spectap::sqlite {

/// Collects rows and inserts many with one statement: starting SQLite's machine and finding the end of the
/// table costs more than a row does.
template <typename Row> class BulkInsert
{
public:
    /// `into` is "INSERT INTO t(columns) VALUES", each row has `columns` of them.
    Result<void> prepare(Database &database, const QByteArray &into, int columns)
    {
        m_columns = columns;
        const QByteArray row = '(' + QByteArray("?,").repeated(columns - 1) + "?)";
        const QByteArray another = ',' + row;
        for (std::size_t i = 0; i < Sizes.size(); ++i) {
            const QByteArray sql = into + row + another.repeated(static_cast<qsizetype>(Sizes[i]) - 1);
            auto prepared = database.prepare(sql.constData());
            if (!prepared)
                return prepared.error();
            m_statements[i] = std::move(*prepared);
        }
        return {};
    }

    Row &add() { return m_rows.emplace_back(); }
    [[nodiscard]] bool full() const { return m_rows.size() >= Sizes.front(); }
    void clear() { m_rows.clear(); }

    /// Inserts what was collected. `bind(statement, before, row)` binds the parameters from before + 1 on.
    template <typename Bind> Result<void> flush(const Bind &bind)
    {
        std::span<const Row> rest = m_rows;
        for (std::size_t i = 0; i < Sizes.size(); ++i) {
            while (rest.size() >= Sizes[i]) {
                for (std::size_t row = 0; row < Sizes[i]; ++row)
                    bind(m_statements[i], static_cast<int>(row) * m_columns, rest[row]);
                if (auto inserted = m_statements[i].run(); !inserted) {
                    m_rows.clear();
                    return inserted;
                }
                rest = rest.subspan(Sizes[i]);
            }
        }
        m_rows.clear();
        return {};
    }

private:
    static constexpr std::array<std::size_t, 3> Sizes{32, 8, 1};
    std::array<Statement, Sizes.size()> m_statements;
    std::vector<Row> m_rows;
    int m_columns = 0;
};

} // namespace spectap::sqlite
